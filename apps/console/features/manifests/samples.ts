/** The chapter's manifests, as printed there (the deployment's part that the page leaves out is filled in). */
export type Sample = { readonly id: string; readonly label: string; readonly text: string };

const isolated = `apiVersion: v1
kind: Namespace
metadata:
  annotations:
    "opencontrail.org/isolation": "true"
  name: ns-isolated
`;
const plain = `apiVersion: v1
kind: Namespace
metadata:
  name: ns-non-isolated
`;
const webserver = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: webserver
  labels:
    app: webserver
spec:
  replicas: 1
  selector:
    matchExpressions:
      - {key: app, operator: In, values: [webserver]}
  template:
    metadata:
      name: webserver
      labels:
        app: webserver
    spec:
      containers:
        - name: webserver
          image: contrailk8sdayone/contrail-webserver
          ports:
            - containerPort: 80
`;
/** The value of `opencontrail.org/fip-pool` as the chapter writes it. */
const fipPool = (network: string, pool: string) =>
  `{'domain': 'default-domain', 'project': 'k8s-ns-user-1', 'network': '${network}', 'name': '${pool}'}`;
const userNamespace = `apiVersion: v1
kind: Namespace
metadata:
  annotations:
    opencontrail.org/isolation: "true"
    opencontrail.org/fip-pool: "${fipPool('vn-ns-default', 'pool-ns-default')}"
  name: ns-user-1
`;
const attachment = (namespace?: string) => `apiVersion: k8s.cni.cncf.io/v1
kind: NetworkAttachmentDefinition
metadata:
  annotations:
    "opencontrail.org/cidr": "101.101.101.0/24"
  name: vn-ns-default
${namespace === undefined ? '' : `  namespace: ${namespace}\n`}spec:
  config: '{ "cniVersion": "0.3.0", "type": "contrail-k8s-cni" }'
`;
const service = `apiVersion: v1
kind: Service
metadata:
  name: service-web-lb-pool-public-1
  annotations:
    "opencontrail.org/fip-pool": "${fipPool('vn-public-1', 'pool-public-1')}"
spec:
  ports:
    - port: 8888
      targetPort: 80
  selector:
    app: webserver
  type: LoadBalancer
`;

export const SAMPLES: readonly Sample[] = [
  {
    id: 'namespaces',
    label: 'ns-non-isolated.yaml, ns-isolated.yaml',
    text: `# ns-non-isolated.yaml\n${plain}---\n# ns-isolated.yaml\n${isolated}`,
  },
  { id: 'webserver', label: 'deploy-webserver-do.yaml', text: `# deploy-webserver-do.yaml\n${webserver}` },
  { id: 'attachment', label: 'vn-ns-default.yaml', text: `# vn-ns-default.yaml\n${attachment()}` },
  { id: 'user', label: 'ns-user-1-default-pool.yaml', text: `# ns-user-1-default-pool.yaml\n${userNamespace}` },
  {
    id: 'service',
    label: 'service-web-lb-pool-public-1.yaml',
    text: `# service-web-lb-pool-public-1.yaml\n${service}`,
  },
  {
    id: 'summary',
    label: 'The summary: ns-user-1 with vn-ns-default and a webserver',
    text:
      `# ns-user-1-default-pool.yaml\n${userNamespace}---\n` +
      `# vn-ns-default.yaml\n${attachment('ns-user-1')}---\n` +
      `# deploy-webserver-do.yaml\n${webserver.replace('  labels', '  namespace: ns-user-1\n  labels')}`,
  },
];
