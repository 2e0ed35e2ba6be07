import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestingServer, type KubeJson, type TestingServer } from '../testing/kube-api-server.ts';

let server: TestingServer;
beforeEach(async () => {
  server = await startTestingServer();
});
afterEach(async () => {
  await server.close();
});

const EVENTS = '/api/v1/namespaces/default/events';
const SECOND = '/apis/events.k8s.io/v1/namespaces/default/events';
const event = (name: string, more: object = {}) => ({
  metadata: { name },
  involvedObject: { kind: 'Pod', namespace: 'default', name: 'web', uid: 'u1', fieldPath: 'spec.containers{web}' },
  reason: 'Started',
  message: 'Started container web ',
  type: 'Normal',
  source: { component: 'kubelet', host: 'cent111' },
  ...more,
});
const names = (json: KubeJson): string[] => json.items.map((item) => item.metadata.name);

async function make(...events: readonly ReturnType<typeof event>[]): Promise<void> {
  for (const each of events) expect((await server.call('POST', EVENTS, each)).status).toBe(201);
}

describe('events', () => {
  test('are kept beside the store: no revision of it, no history', async () => {
    const before = server.store.revision;
    await make(event('a'));
    expect(server.store.revision).toBe(before);
    const answer = await server.call('GET', `${EVENTS}/a`);
    expect(answer.json).toMatchObject({
      kind: 'Event',
      apiVersion: 'v1',
      eventTime: null,
      reportingComponent: '',
    } as object);
    expect(answer.headers.get('x-revision')).toBeNull();
  });

  test.each([
    ['involvedObject.name=web,involvedObject.namespace=default,involvedObject.uid=u1', ['a', 'b']],
    ['involvedObject.kind=Pod,reason!=Started', ['b']],
    ['involvedObject.fieldPath=spec.containers{web},type=Normal', ['a']],
    ['source=kubelet', ['a', 'b']],
    ['reportingComponent=scheduler', ['c']],
    ['source=scheduler', ['c']],
    ['involvedObject.uid=u2', ['c']],
    ['metadata.name=b', ['b']],
  ])('are selected by %s', async (selector, found) => {
    await make(
      event('a'),
      event('b', { reason: 'Killing', type: 'Warning' }),
      event('c', {
        involvedObject: { kind: 'Node', namespace: '', name: 'n', uid: 'u2' },
        source: {},
        reportingComponent: 'scheduler',
      }),
    );
    const path = `${EVENTS}?fieldSelector=${encodeURIComponent(selector)}`;
    expect(names((await server.call('GET', path)).json)).toEqual(found);
    expect(names((await server.call('GET', path.replace('/namespaces/default', ''))).json)).toEqual(found);
  });

  test('have the columns of kubectl get events', async () => {
    const time = new Date(Date.now() - 65_000).toISOString();
    await make(event('a', { firstTimestamp: time, lastTimestamp: time, count: 5 }));
    const { json } = await server.call('GET', EVENTS, undefined, {
      accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
    });
    expect(json.columnDefinitions?.map((each) => (each as { name: string }).name)).toEqual([
      'Last Seen',
      'Type',
      'Reason',
      'Object',
      'Subobject',
      'Source',
      'Message',
      'First Seen',
      'Count',
      'Name',
    ]);
    const [age, ...cells] = json.rows[0]!.cells;
    expect(age).toMatch(/^6\ds$/);
    expect(cells).toEqual([
      'Normal',
      'Started',
      'pod/web',
      'spec.containers{web}',
      'kubelet, cent111',
      'Started container web',
      age,
      5,
      'a',
    ]);
  });

  test('are counted by a series, of which the last is seen', async () => {
    const seen = new Date(Date.now() - 10_000).toISOString().replace('Z', '000Z');
    await make(event('a', { series: { count: 7, lastObservedTime: seen }, firstTimestamp: '2026-01-01T00:00:00Z' }));
    const { json } = await server.call('GET', EVENTS, undefined, {
      accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
    });
    expect(json.rows[0]!.cells[0]).toMatch(/^1\ds$/);
    expect(json.rows[0]!.cells[8]).toBe(7);
  });

  test.each([
    [{ involvedObject: { namespace: 'other' } }, 'involvedObject.namespace: Invalid value: "other": does not match'],
    [{ message: 'x'.repeat(20_000) }, 'Too long: may not be more than 16384 characters'],
    [{ eventTime: '2026-01-01T00:00:00.000000Z' }, 'reportingComponent: Required value'],
  ])('are refused: %j', async (more, why) => {
    const { status, json } = await server.call('POST', EVENTS, event('a', more));
    expect([status, json.message]).toEqual([422, expect.stringContaining(why)]);
  });

  test('are made in a namespace that is there', async () => {
    const { status, json } = await server.call('POST', '/api/v1/namespaces/none/events', {
      ...event('a'),
      involvedObject: { namespace: 'none' },
    });
    expect([status, json.message]).toEqual([404, 'namespaces "none" not found']);
  });

  test('are listed and watched from one revision', async () => {
    await make(event('a'));
    const from = (await server.call('GET', EVENTS)).json.metadata.resourceVersion;
    await make(event('b'));
    await server.call('PATCH', `${EVENTS}/b`, { count: 2 }, { 'content-type': 'application/merge-patch+json' });
    await server.call('DELETE', `${EVENTS}/a`);
    const watched = await server.call('GET', `${EVENTS}?watch=true&resourceVersion=${from}&timeoutSeconds=1`);
    expect(
      watched.text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { type: string; object: { metadata: { name: string }; count: number } })
        .map(({ type, object }) => [type, object.metadata.name, object.count]),
    ).toEqual([
      ['ADDED', 'b', undefined],
      ['MODIFIED', 'b', 2],
      ['DELETED', 'a', undefined],
    ]);
  });

  test('are deleted by collection, and are no part of a batch', async () => {
    await make(event('a'), event('b', { reason: 'Killing' }));
    expect((await server.call('DELETE', `${EVENTS}?fieldSelector=reason%3DKilling`)).status).toBe(200);
    expect(names((await server.call('GET', EVENTS)).json)).toEqual(['a']);
  });

  test('of one client are kept up to its share', async () => {
    await make(event('a'));
    expect(server.events.saved().events).toEqual([expect.objectContaining({ client: expect.stringContaining('127') })]);
  });
});

describe('events.k8s.io', () => {
  const note = {
    metadata: { name: 'n' },
    regarding: { kind: 'Pod', namespace: 'default', name: 'web', uid: 'u1' },
    note: 'Successfully assigned',
    reason: 'Scheduled',
    action: 'Binding',
    type: 'Normal',
    eventTime: '2026-01-31T12:00:00.000000Z',
    reportingController: 'default-scheduler',
    reportingInstance: 'one',
  };

  test('has the same events in its own form', async () => {
    const made = await server.call('POST', `${SECOND}?fieldValidation=Strict`, note);
    expect([made.status, made.json]).toMatchObject([201, { apiVersion: 'events.k8s.io/v1', ...note }]);
    expect((await server.call('GET', `${EVENTS}/n`)).json).toMatchObject({
      apiVersion: 'v1',
      involvedObject: note.regarding,
      message: note.note,
      reportingComponent: 'default-scheduler',
    } as object);
    const list = (await server.call('GET', `${SECOND}?fieldSelector=regarding.name%3Dweb`)).json;
    expect([list.kind, list.apiVersion, names(list)]).toEqual(['EventList', 'events.k8s.io/v1', ['n']]);
    expect((await server.call('GET', `${SECOND}?fieldSelector=regarding.name%3Dother`)).json.items).toEqual([]);
  });

  test('does not know the names of the first form, in patches either', async () => {
    await server.call('POST', SECOND, note);
    const type = { 'content-type': 'application/merge-patch+json' };
    const first = { message: 'other', involvedObject: { kind: 'Node', name: 'n1' } };
    const { status, json } = await server.call('PATCH', `${SECOND}/n`, first, type);
    expect([status, json]).toMatchObject([200, note]);
    expect((await server.call('PATCH', `${SECOND}/n`, { reason: 'Told', ...first }, type)).json).toMatchObject({
      ...note,
      reason: 'Told',
    });
  });

  test('is patched and replaced in its own form, as recorders do', async () => {
    await server.call('POST', SECOND, note);
    const series = { series: { count: 2, lastObservedTime: '2026-01-31T12:00:01.000000Z' } };
    const type = { 'content-type': 'application/strategic-merge-patch+json' };
    expect((await server.call('PATCH', `${SECOND}/n`, { ...series, note: 'again' }, type)).json).toMatchObject({
      note: 'again',
      ...series,
    });
    const json = [{ op: 'replace', path: '/note', value: 'once more' }];
    await server.call('PATCH', `${SECOND}/n`, json, { 'content-type': 'application/json-patch+json' });
    const stored = (await server.call('GET', `${EVENTS}/n`)).json as unknown as { message: string };
    expect(stored.message).toBe('once more');
    const current = (await server.call('GET', `${SECOND}/n`)).json;
    expect((await server.call('PUT', `${SECOND}/n`, { ...current, note: 'replaced' })).json).toMatchObject({
      note: 'replaced',
    });
  });

  test('knows its own names of fields alone', async () => {
    const { status, json } = await server.call('POST', `${SECOND}?fieldValidation=Strict`, {
      ...note,
      message: 'of the other form',
    });
    expect([status, json.message]).toEqual([400, expect.stringContaining('unknown field "message"')]);
    expect((await server.call('POST', EVENTS, { ...note, apiVersion: 'events.k8s.io/v1' })).status).toBe(400);
  });

  test('is watched and explained', async () => {
    await server.call('POST', SECOND, note);
    const watched = await server.call('GET', `${SECOND}?watch=true&timeoutSeconds=1`);
    expect(JSON.parse(watched.text.split('\n')[0]!)).toMatchObject({
      type: 'ADDED',
      object: { apiVersion: 'events.k8s.io/v1', note: 'Successfully assigned' },
    });
    const document = (await server.call('GET', '/openapi/v3/apis/events.k8s.io/v1')).text;
    expect(document).toContain('"regarding"');
    expect(document).not.toContain('"involvedObject"');
  });
});
