/**
 * Commands that were typed between the recorded ones: what a recording shows was made by somebody. They run before the
 * recording that they are listed under.
 */
export const BEFORE: ReadonlyMap<string, string> = new Map([
  // What 16 would have made.
  ['17-apply-server-side-conflict', '$K create -f ns-user-1-default-pool.yaml'],
  [
    '18-get-ns-yaml',
    '$K apply -f ns-isolated.yaml; ' +
      "sed 's/  name: .*/&\\n  labels: {team: a}/' ns-non-isolated.yaml | $K apply -f -",
  ],
  ['31-get-nad', '$K apply -f vn-ns-default.yaml'],
  ['59-rollout-restart', '$K set image deployment/webserver webserver=x:v2 -n ns-non-isolated'],
  ['94-delete-notfound', '$K delete ns ns-isolated'],
  [
    'B3-annotate-deploy',
    '$K create ns ns-imp; $K apply -n ns-imp -f vn-left-1.yaml; ' +
      '$K create deployment web -n ns-imp --image=contrailk8sdayone/ubuntu --replicas=2',
  ],
  ['B7-apply-update-containers', '$K delete pod multi -n ns-imp'],
]);
