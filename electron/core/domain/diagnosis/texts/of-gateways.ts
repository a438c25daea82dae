/** @file Pages and messages of what stands in front of a token endpoint: web servers, gateways, firewalls. */
import { textsOf } from './server-text.ts';

export const gatewayTexts = [
  ...textsOf('nginx', [
    [/No required SSL certificate was sent/, ['cause/client-certificate-wanted']],
    [/The SSL certificate error/, ['cause/client-certificate-refused']],
    [/plain HTTP request was sent to HTTPS port/, ['cause/no-tls-there']],
  ]),
  ...textsOf('IIS', [
    [/403\.7 - (?:Forbidden|Client certificate required)/, ['cause/client-certificate-wanted']],
    [/403\.1[367] - Forbidden/, ['cause/client-certificate-refused']],
    [/403\.6 - Forbidden/, ['cause/address-list']],
  ]),
  ...textsOf('Cloudflare', [
    [/has banned you temporarily from accessing/, ['cause/too-many-requests']],
    [
      /used Cloudflare to restrict access|has banned your IP address|Attention Required! \| Cloudflare/,
      ['cause/address-list', 'cause/gateway-page'],
    ],
    [/^Just a moment\.\.\./, ['cause/gateway-page']],
  ]),
  ...textsOf('F5 BIG-IP', [
    [/The requested URL was rejected\. Please consult with your administrator/, ['cause/gateway-page']],
  ]),
  ...textsOf('Imperva', [[/Incapsula incident ID/, ['cause/gateway-page']]]),
  ...textsOf('Akamai', [
    [
      /You don't have permission to access .* on this server\. Reference #/,
      ['cause/address-list', 'cause/gateway-page'],
    ],
  ]),
  ...textsOf('Kong', [
    [/no Route matched with those values/, ['cause/not-the-token-endpoint']],
    [/Your IP address is not allowed/, ['cause/address-list']],
  ]),
  ...textsOf('Amazon API Gateway', [
    [/"message"\s*:\s*"Missing Authentication Token"/, ['cause/not-the-token-endpoint']],
  ]),
  ...textsOf('Azure API Management', [
    [/Access denied due to (?:missing|invalid) subscription key/, ['cause/gateway-key-wanted']],
  ]),
];
