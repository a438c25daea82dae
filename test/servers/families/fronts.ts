/**
 * @file What stands in front of token endpoints in the field. Each answers by what it sees of a call, as its product does:
 * nginx: github:nginx/nginx, src/http/ngx_http_special_response.c (pages of 403, 405, 494 to 497, 502, 503; the certificate's errors
 * 495 and 496 go out with 400); Apache: its 404 page in github:apache/httpd, modules/http/http_protocol.c; IIS: “403.7”,
 * support.microsoft.com/help/186812; Cloudflare's block page: its title and words as in community.cloudflare.com; oauth2-proxy:
 * github:oauth2-proxy/oauth2-proxy, oauthproxy.go (302 to the provider where there is no session cookie); Spring Boot:
 * `DefaultErrorAttributes` of github:spring-projects/spring-boot (timestamp, status, error, path); Amazon API Gateway: its developer
 * guide, “Gateway response types” (429, `{"message":"Too Many Requests"}`) and “Set up mock integrations”; GitHub: docs.github.com,
 * “Authorizing OAuth apps” (a form-encoded answer by default).
 */
import type { Answer, Call } from './family.ts';
import type { Front } from './start.ts';
import { BREAK, STALL } from './start.ts';

const html = (status: number, text: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  text,
  headers: { 'Content-Type': 'text/html', ...headers },
});

const nginxPage = (status: number, title: string, more = '') =>
  html(
    status,
    `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${more === '' ? title : '400 Bad Request'}</h1></center>\r\n${more === '' ? '' : `<center>${more}</center>\r\n`}<hr><center>nginx/1.26.2</center>\r\n</body>\r\n</html>\r\n`,
    { Server: 'nginx/1.26.2' },
  );

const isTokenCall = ({ method, form }: Call) => method === 'POST' && form.has('grant_type');

/** `ssl_verify_client on`; the listener has to ask for certificates. */
export const nginxWithCertificates: Front = (call, pass) => {
  if (call.certificate === null)
    return nginxPage(400, '400 No required SSL certificate was sent', 'No required SSL certificate was sent');
  if (!call.certificate.isTrusted) return nginxPage(400, '400 The SSL certificate error', 'The SSL certificate error');
  return pass(call);
};

export const iisWithCertificates: Front = (call, pass) =>
  call.certificate === null
    ? html(
        403,
        '<!DOCTYPE html><html><head><title>403.7 - Forbidden: Client certificate required.</title></head><body><h2>HTTP Error 403.7 - Forbidden</h2><h3>The page you are attempting to access requires your browser to have a Secure Sockets Layer (SSL) client certificate that the Web server recognizes.</h3></body></html>',
        { Server: 'Microsoft-IIS/10.0' },
      )
    : pass(call);

/** Lets through who has a session. */
export const loginProxy: Front = (call, pass, realm) =>
  (call.headers['cookie'] ?? '').includes('_oauth2_proxy=')
    ? pass(call)
    : html(302, '<a href="https://login.northlake.example/oauth2/authorize">Found</a>.\n\n', {
        Location: `https://login.northlake.example/oauth2/authorize?approval_prompt=force&client_id=gateway&redirect_uri=${encodeURIComponent(`${realm.origin}/oauth2/callback`)}&response_type=code&scope=openid+email+profile&state=4f1c`,
      });

/** `return 301 https://new-host$request_uri;` */
export const movedAway: Front = (call) =>
  html(301, '<html><head><title>301 Moved Permanently</title></head></html>', {
    Location: `https://api.northlake.example${call.path}`,
    Server: 'nginx/1.26.2',
  });

/** `allow …; deny all;` with networks of others. */
export function nginxForAddresses(allowed: readonly string[], own = '127.0.0.1'): Front {
  return (call, pass) => (allowed.includes(own) ? pass(call) : nginxPage(403, '403 Forbidden'));
}

export function cloudflareForAddresses(allowed: readonly string[], own = '127.0.0.1'): Front {
  return (call, pass) =>
    allowed.includes(own)
      ? pass(call)
      : html(
          403,
          '<!DOCTYPE html><html lang="en-US"><head><title>Attention Required! | Cloudflare</title></head><body><h1>Sorry, you have been blocked</h1><h2>You are unable to access northlake.example</h2><p>Cloudflare Ray ID: <strong>8485b5773a1c2d3e</strong> &bull; Your IP: 127.0.0.1</p></body></html>',
          { Server: 'cloudflare', 'CF-RAY': '8485b5773a1c2d3e-FRA', 'Content-Type': 'text/html; charset=UTF-8' },
        );
}

/** `try_files $uri /index.html;`: whatever is asked for, the start page comes. */
export const singlePageApp: Front = () =>
  html(
    200,
    '<!doctype html><html lang="en"><head><title>Northlake Member Portal</title><script type="module" src="/assets/index-4f1c.js"></script></head><body><div id="root"></div></body></html>',
    { Server: 'nginx/1.26.2' },
  );

/** A file server: what is no GET is not for it. */
export const staticFiles: Front = ({ method }) =>
  method === 'POST' ? nginxPage(405, '405 Not Allowed') : nginxPage(404, '404 Not Found');

/** A server that has a document at one path only. */
export const apacheWithoutTokens: Front = ({ path }) =>
  html(
    404,
    `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>404 Not Found</title>\n</head><body>\n<h1>Not Found</h1>\n<p>The requested URL ${path} was not found on this server.</p>\n</body></html>\n`,
    { Server: 'Apache/2.4.62', 'Content-Type': 'text/html; charset=iso-8859-1' },
  );

/** A controller that `consumes` JSON. */
export const jsonOnly: Front = (call, pass) =>
  (call.headers['content-type'] ?? '').startsWith('application/json')
    ? pass(call)
    : {
        status: 415,
        json: springError(415, 'Unsupported Media Type', call.path),
        headers: { Accept: 'application/json' },
      };

export const springFailure: Front = (call, pass) =>
  isTokenCall(call) ? { status: 500, json: springError(500, 'Internal Server Error', call.path) } : pass(call);

const springError = (status: number, error: string, path: string) => ({
  timestamp: '2026-11-26T06:14:27.000+00:00',
  status,
  error,
  path,
});

/** So many calls in its window, and no more. */
export function apiGateway(most: number): Front {
  let calls = 0;
  return (call, pass) => {
    calls += 1;
    if (calls <= most) return pass(call);
    return {
      status: 429,
      json: { message: 'Too Many Requests' },
      headers: { 'Retry-After': '60', 'x-amzn-ErrorType': 'TooManyRequestsException' },
    };
  };
}

/** An API whose integration was never exchanged for the real one. */
export const mockIntegration: Front = () => ({
  status: 200,
  json: { statusCode: 200 },
  headers: { 'x-amz-apigw-id': 'JKx0uE2zvHcFQ1g=' },
});

export const maintenance: Front = () => {
  const page = nginxPage(503, '503 Service Temporarily Unavailable');
  return { ...page, headers: { ...page.headers, 'Retry-After': '3600' } };
};

/** Grants, and says so in the form that GitHub has by default. */
export const formEncodedAnswers: Front = async (call, pass) => {
  const { status, json } = await pass(call);
  const text = new URLSearchParams(json as Record<string, string>).toString();
  return { status, text, headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' } };
};

/** `proxy_next_upstream … non_idempotent`: what takes long is sent to the next server too, and that one's answer is given. */
export const sendsTwice: Front = async (call, pass) => {
  await pass(call);
  return pass(call);
};

export const stalls: Front = () => ({ status: STALL });

export const breaksOff: Front = () => ({ status: BREAK });

export const endless: Front = () => html(200, `{"access_token":"${'x'.repeat(8 * 1024 * 1024)}"}`);
