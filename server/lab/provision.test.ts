import { describe, expect, it } from 'vitest';
import { deleteObject, updateObject } from '../config/operations/operations.ts';
import { findByFqName } from '../config/records.ts';
import { deleteKubeObject } from '../kube/operations.ts';
import { createInMemorySystem } from '../testing/in-memory-system.ts';
import { CHAPTER_LAB, EMPTY_LAB } from './chapter.ts';
import { provisionApiService, provisionLab } from './provision.ts';

const CONFIG = { KUBERNETES_CLUSTER_NAME: 'k8s', KUBERNETES_POD_SUBNETS: '10.32.0.0/12' };

describe('the lab', () => {
  it('is built once: at the next start nothing changes', () => {
    const { store, do: change } = createInMemorySystem({ config: CONFIG });
    const { revision } = store;
    change((context) => {
      provisionLab(context, CHAPTER_LAB, CONFIG);
      provisionApiService(context, CHAPTER_LAB);
    });
    expect(store.revision).toBe(revision);
  });

  it("what an operator changed or deleted stays so; kube-manager's configuration follows the options", () => {
    const { store, do: change } = createInMemorySystem({ config: CONFIG });
    const system = findByFqName(store, 'global-system-config', ['default-global-system-config'])!;
    change((context) => {
      updateObject(context, 'global-system-config', system.uuid, { props: { autonomous_system: 64512 } });
      deleteKubeObject(context, 'Node', 'cent333');
      deleteObject(
        context,
        'virtual-router',
        findByFqName(context.transaction, 'virtual-router', ['default-global-system-config', 'cent333'])!.uuid,
      );
    });
    const pool =
      "{'domain': 'default-domain', 'project': 'k8s-ns-user-1', 'network': 'vn-global-default', 'name': " +
      "'pool-global-default'}";
    change((context) => provisionLab(context, CHAPTER_LAB, { ...CONFIG, KUBERNETES_PUBLIC_FIP_POOL: pool }));
    expect(store.get('global-system-config', system.uuid)?.value.props.autonomous_system).toBe(64512);
    expect([...store.scan('kube/Node')].map(({ key }) => key)).toEqual(['cent222']);
    expect(store.get('kube/ConfigMap', 'contrail/contrail-kubernetes-config')?.value.data).toMatchObject({
      ...CONFIG,
      KUBERNETES_PUBLIC_FIP_POOL: pool,
    });
  });

  it.each([
    ['the chapter', CHAPTER_LAB, undefined, 60100],
    ['none', EMPTY_LAB, undefined, 64512],
    ['none, with an option of four bytes', EMPTY_LAB, 4_200_000_000, 4_200_000_000],
  ])('%s has AS number %s', (_name, lab, option, expected) => {
    const { store } = createInMemorySystem({ lab: 'none', controllers: 'stopped' });
    store.transact({ actor: 'system', source: 'system' }, (transaction) => {
      const config = transaction.get('kube/ConfigMap', 'contrail/contrail-kubernetes-config')!.value;
      transaction.put('kube/ConfigMap', 'contrail/contrail-kubernetes-config', { ...config, data: {} });
      let count = 0;
      provisionLab(
        { transaction, mint: { uuid: () => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}` } },
        lab,
        {},
        option,
      );
    });
    expect(findByFqName(store, 'global-system-config', ['default-global-system-config'])?.props.autonomous_system).toBe(
      expected,
    );
    expect(store.count('bgp-router')).toBe(lab.controlNodes.length);
  });
});
