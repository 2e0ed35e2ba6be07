"""
What Debian's Kubernetes client for Python does with an API. Prints one JSON object: what each step has seen.

usage: steps.py URL|KUBECONFIG NAMESPACE
"""

import json
import sys

from kubernetes import client, config, watch
from kubernetes.client.exceptions import ApiException
from kubernetes.stream import stream

where, namespace = sys.argv[1:3]
if where.startswith('http'):
    configuration = client.Configuration()
    configuration.host = where
    api = client.ApiClient(configuration)
else:
    config.load_kube_config(where)
    api = client.ApiClient()
core = client.CoreV1Api(api)
apps = client.AppsV1Api(api)
custom = client.CustomObjectsApi(api)
seen = {}


def refused(call, *args, **more):
    try:
        call(*args, **more)
    except ApiException as error:
        return [error.status, json.loads(error.body)['reason']]
    return None


def config_map(name, **data):
    return client.V1ConfigMap(metadata=client.V1ObjectMeta(name=name), data=data)


seen['version'] = client.VersionApi(api).get_code().minor
core.create_namespace(client.V1Namespace(metadata=client.V1ObjectMeta(name=namespace)))

for name in 'abc':
    core.create_namespaced_config_map(namespace, config_map(name, k=name))
page = core.list_namespaced_config_map(namespace, limit=2)
rest = core.list_namespaced_config_map(namespace, limit=2, _continue=page.metadata._continue)
seen['pages'] = [[item.metadata.name for item in each.items] for each in (page, rest)]
seen['selected'] = [
    item.metadata.name for item in core.list_namespaced_config_map(namespace, field_selector='metadata.name=b').items
]

# What happens after a list is seen by a watch from its version on.
core.patch_namespaced_config_map('a', namespace, {'data': {'k': 'strategic'}})
core.patch_namespaced_config_map('a', namespace, [{'op': 'add', 'path': '/data/j', 'value': 'json'}])
core.create_namespaced_config_map(namespace, config_map('d', k='d'))
core.delete_namespaced_config_map('d', namespace)
events = watch.Watch()
seen['watch'] = []
for event in events.stream(
    core.list_namespaced_config_map, namespace, resource_version=rest.metadata.resource_version, timeout_seconds=20
):
    seen['watch'].append([event['type'], event['object'].metadata.name, event['object'].data])
    if event['type'] == 'DELETED':
        events.stop()

deployment = {
    'metadata': {'name': 'web'},
    'spec': {
        'replicas': 1,
        'selector': {'matchLabels': {'app': 'web'}},
        'template': {
            'metadata': {'labels': {'app': 'web'}},
            'spec': {'containers': [{'name': 'c', 'image': 'one', 'ports': [{'containerPort': 80}]}]},
        },
    },
}
apps.create_namespaced_deployment(namespace, deployment)
apps.patch_namespaced_deployment_scale('web', namespace, {'spec': {'replicas': 2}})
# A strategic merge patch finds the container by its name.
patched = apps.patch_namespaced_deployment(
    'web', namespace, {'spec': {'template': {'spec': {'containers': [{'name': 'c', 'image': 'two'}]}}}}
)
container = patched.spec.template.spec.containers[0]
seen['deployment'] = [patched.spec.replicas, container.image, container.ports[0].container_port]

place = ('k8s.cni.cncf.io', 'v1', namespace, 'network-attachment-definitions')
definition = {
    'apiVersion': 'k8s.cni.cncf.io/v1',
    'kind': 'NetworkAttachmentDefinition',
    'metadata': {'name': 'vn', 'annotations': {'opencontrail.org/cidr': '10.9.8.0/24'}},
    'spec': {'config': '{}'},
}
custom.create_namespaced_custom_object(*place, definition)
labelled = custom.patch_namespaced_custom_object(*place, 'vn', {'metadata': {'labels': {'a': 'b'}}})
seen['custom'] = [labelled['metadata']['labels'], len(custom.list_namespaced_custom_object(*place)['items'])]

seen['refusals'] = {
    'again': refused(core.create_namespaced_config_map, namespace, config_map('a')),
    'absent': refused(core.read_namespaced_config_map, 'x', namespace),
    'invalid': refused(core.create_namespaced_config_map, namespace, config_map('Bad_Name')),
    'stale': refused(
        core.replace_namespaced_config_map,
        'a',
        namespace,
        client.V1ConfigMap(metadata=client.V1ObjectMeta(name='a', resource_version='1')),
    ),
}

pod = {'metadata': {'name': 'p'}, 'spec': {'containers': [{'name': 'c', 'image': 'ubuntu'}]}}
core.create_namespaced_pod(namespace, pod)
for event in events.stream(
    core.list_namespaced_pod, namespace, field_selector='metadata.name=p', timeout_seconds=20
):
    if event['object'].status.phase == 'Running':
        events.stop()
session = stream(
    core.connect_get_namespaced_pod_exec,
    'p',
    namespace,
    command=['sh', '-c', 'echo out; exit 3'],
    stdin=False,
    stdout=True,
    stderr=True,
    tty=False,
    _preload_content=False,
)
session.run_forever(timeout=20)
seen['exec'] = [session.read_stdout(), session.returncode]
seen['log'] = core.read_namespaced_pod_log('p', namespace).splitlines()[-1]

apps.delete_namespaced_deployment('web', namespace, body=client.V1DeleteOptions(propagation_policy='Foreground'))
core.delete_collection_namespaced_config_map(namespace)
seen['left'] = [
    len(apps.list_namespaced_replica_set(namespace).items),
    len(core.list_namespaced_config_map(namespace).items),
]
seen['namespace'] = core.delete_namespace(namespace).status is not None
print(json.dumps(seen))
