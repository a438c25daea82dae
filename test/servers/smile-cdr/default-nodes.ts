/** @file Nodes with their modules: a plain installation, and two that a test may seed instead. */
import type { Module, Node } from './state.ts';

/** One node as a plain installation has it: ids and keys of smile-cdr §3.3 and §7. */
export const defaultNodes: readonly Node[] = [
  {
    nodeId: 'Master',
    modules: [
      {
        moduleId: 'clustermgr',
        moduleType: 'CLUSTER_MGR',
        options: [
          { key: 'kafka.ack_mode' },
          { key: 'db.driver', value: 'H2_EMBEDDED' },
          { key: 'db.password', value: 'not told' },
          { key: 'seed_keystores.file', value: 'classpath:/config_seeding/keystores.json' },
        ],
      },
      {
        moduleId: 'local_security',
        moduleType: 'SECURITY_IN_LOCAL',
        options: [{ key: 'seed.users.file', value: 'classpath:/config_seeding/users.json' }],
      },
      {
        moduleId: 'smart_inbound',
        moduleType: 'SECURITY_IN_SMART',
        options: [
          { key: 'cache_authentication.seconds', value: '300' },
          { key: 'introspection_client.jwks_cache.mins', value: '30' },
          { key: 'introspection_client.truststore.file', value: '' },
          { key: 'smart_configuration.scopes_supported', value: 'openid fhirUser' },
        ],
      },
      {
        moduleId: 'smart_auth',
        moduleType: 'SECURITY_OUT_SMART',
        options: [
          { key: 'port', value: '9200' },
          { key: 'openid.signing.keystore_id', value: 'default-keystore' },
          { key: 'federate_mode.enabled', value: 'false' },
        ],
        requires: { SECURITY_IN_UP: 'local_security' },
      },
      {
        moduleId: 'persistence',
        moduleType: 'PERSISTENCE_R4',
        options: [{ key: 'bulk_export.enabled', value: 'true' }],
      },
      {
        moduleId: 'fhir_endpoint',
        moduleType: 'ENDPOINT_FHIR_REST',
        options: [
          { key: 'port', value: '8000' },
          { key: 'security.oic.enabled', value: 'true' },
        ],
        requires: { SECURITY_IN_OIC: 'smart_auth', PERSISTENCE_ALL: 'persistence' },
      },
      {
        moduleId: 'admin_json',
        moduleType: 'ADMIN_JSON',
        options: [
          { key: 'port', value: '9000' },
          { key: 'security.http.basic.enabled', value: 'true' },
          { key: 'security.http.basic.realm', value: 'Smile CDR' },
        ],
        requires: { SECURITY_IN_UP: 'local_security' },
      },
    ],
  },
];

/** Invented: the type of the System to System Data Exchange module is in no public source (§3.3). A client must not know it. */
export const inventedS2sType = 'INVENTED_SYSTEM_TO_SYSTEM';

/** The id that the tutorial writes (§6.3), with the Storage dependency that it needs (§6.4). Its property keys are not public (§7.6). */
const s2s: Module = {
  moduleId: 'system_to_system_data_exchange',
  moduleType: inventedS2sType,
  options: [],
  requires: { PERSISTENCE_R4: 'persistence' },
};

export const nodesWithS2s: readonly Node[] = defaultNodes.map((node) => ({ ...node, modules: [...node.modules, s2s] }));

/** §7.1: the option that names the file of definitions to begin with. */
const seeding = { key: 'seed_servers.file', value: 'classpath:/config_seeding/oidc-servers.json' };

export const nodesWithSeedFile: readonly Node[] = defaultNodes.map((node) => ({
  ...node,
  modules: node.modules.map((module) =>
    module.moduleId === 'smart_inbound' ? { ...module, options: [...module.options, seeding] } : module,
  ),
}));
