/** Actions of the config API, with their names in the discovery document. Paths are relative to the API's root. */
export const ACTIONS = [
  {
    name: 'prop-collection-get',
    method: 'GET',
    path: '/prop-collection-get',
    summary: 'Items of list and map properties',
  },
  {
    name: 'prop-collection-update',
    method: 'POST',
    path: '/prop-collection-update',
    summary: 'Add, change or remove single items of a property',
  },
  { name: 'ref-update', method: 'POST', path: '/ref-update', summary: 'Add or remove one reference' },
  {
    name: 'ref-relax-for-delete',
    method: 'POST',
    path: '/ref-relax-for-delete',
    summary: 'Let an object be deleted although another refers to it',
  },
  { name: 'name-to-id', method: 'POST', path: '/fqname-to-id', summary: 'uuid of a fully qualified name' },
  { name: 'id-to-name', method: 'POST', path: '/id-to-fqname', summary: 'Type and fully qualified name of a uuid' },
  {
    name: 'useragent-keyvalue',
    method: 'POST',
    path: '/useragent-kv',
    summary: 'Store, retrieve or delete a value under a key',
  },
  {
    name: 'list-bulk-collection',
    method: 'POST',
    path: '/list-bulk-collection',
    summary: 'List with the parameters in the body',
  },
  {
    name: 'virtual-network-ip-alloc',
    method: 'POST',
    path: '/virtual-network/%s/ip-alloc',
    summary: 'Draw addresses from a network',
  },
  {
    name: 'virtual-network-ip-free',
    method: 'POST',
    path: '/virtual-network/%s/ip-free',
    summary: 'Give addresses back',
  },
  {
    name: 'virtual-network-subnet-ip-count',
    method: 'POST',
    path: '/virtual-network/%s/subnet-ip-count',
    summary: 'Addresses in use per subnet',
  },
  { name: 'set-tag', method: 'POST', path: '/set-tag', summary: 'Set the tags of an object, type by type' },
  { name: 'batch', method: 'POST', path: '/batch', summary: 'Several writes as one transaction, all or none' },
] as const;
