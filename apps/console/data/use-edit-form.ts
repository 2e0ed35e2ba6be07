import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ConfigType } from '../../../server/model/config/types.ts';
import { kubeKey, type KubeKind } from '../../../server/model/kube/types.ts';
import { carriedOver, changedFields, type Faults } from '../ui/draft.ts';
import { tellDone } from '../ui/toast.tsx';
import { useFormState } from '../ui/use-form-state.ts';
import type { WireBase } from './config-objects.ts';
import { kubeObjectQuery, type ReadKube } from './kube-objects.ts';
import { lastChangeQuery } from './object-views.ts';
import { Problem } from './problem.ts';
import { readAgain, readNow, type Reading } from './reading.ts';
import { placed, type Place } from './use-save.ts';
import { writeForms } from './write-forms.ts';
import { sendWrites, type Write } from './writes.ts';

/** What a form edits: how it is read, the form's values, and the writes. `R` is the object as read. */
export type Edited<F extends object, R> = {
  /** The object's name for users. */
  readonly of: string;
  /** Store kind and key, to find who changed it. */
  readonly kind: string;
  readonly id: string;
  /** As read, and read again whenever it changes. */
  readonly read: R;
  readonly query: Reading<R>;
  /** The version of an object as read; a save is refused if the object has another one. */
  readonly version: (read: R) => string | undefined;
  readonly toForm: (read: R) => F;
  readonly validate: (form: F) => Faults;
  /**
   * The writes that change `read` to the form's values, each conditional on the version read; empty: nothing changed.
   */
  readonly toWrites: (form: F, was: F, read: R) => readonly Write[];
  readonly place: Place<F>;
  /** Labels of the fields. */
  readonly words: Readonly<Record<keyof F & string, string>>;
  readonly changes?: (form: F, was: F) => readonly string[];
  readonly atOnce?: readonly string[];
  readonly saved?: (form: F) => string;
  /** Where to go after a save, or if there is nothing to save. */
  readonly leave: () => void | Promise<void>;
};

/** What `useEditForm` has to know of a Kubernetes object, besides its form. */
export const editedKube = <K extends KubeKind>(kind: K, read: ReadKube<K>) => {
  const { namespace, name } = (read as ReadKube<KubeKind>).metadata;
  return {
    of: name,
    kind: `kube/${kind}`,
    id: kubeKey(namespace, name),
    read,
    query: kubeObjectQuery(kind, namespace, name),
    version: ({ metadata }: ReadKube<K>) => metadata.resourceVersion,
  };
};

/** The same of a config object. */
export const editedConfig = <
  R extends { readonly object: Pick<WireBase, 'uuid' | 'fq_name'>; readonly etag: string | undefined },
>(
  kind: ConfigType,
  read: R,
  query: Reading<R>,
) => ({
  of: read.object.fq_name.at(-1) ?? '',
  kind,
  id: read.object.uuid,
  read,
  query,
  version: ({ etag }: R) => etag,
});

/** Values in the form were changed by somebody else. */
class Overtaken<R> extends Error {
  readonly latest: R;
  constructor(latest: R) {
    super('It was changed meanwhile.');
    this.name = 'Overtaken';
    this.latest = latest;
  }
}

/** Retries of a save if the new version differs only in parts that the form does not show. */
const MOST_TURNS = 3;

/** A version conflict: 412 in the config API, 409 in Kubernetes for a change of another version. */
const isStale = (error: unknown, writes: readonly Write[]): boolean =>
  error instanceof Problem &&
  (error.status === 412 || (error.status === 409 && writes.some(({ method }) => method !== 'POST')));

/**
 * A form over an object that others may change meanwhile. No change is lost silently: a save is conditional on the
 * version that was read. While nothing is typed, or if only other parts of the object changed, the newest version is
 * adopted silently; otherwise `meanwhile` tells what changed, and a save that is too late results in `conflict`: start
 * again, or overwrite only the fields that were edited.
 */
export function useEditForm<F extends object, R>(edited: Edited<F, R>) {
  const { of, kind, id, read, query, version, toForm, validate, toWrites, place, words, changes, atOnce, leave } =
    edited;
  const client = useQueryClient();
  const [base, setBase] = useState(read);
  const seen = useRef(read);
  const state = useFormState(toForm(base), validate, {
    ...(changes === undefined ? {} : { changes }),
    ...(atOnce === undefined ? {} : { atOnce }),
  });
  const { form, was } = state;
  const newest = () => readNow(client, query);

  const send = async (over: 'what was read' | 'what is there') => {
    let now = { read: base, was, form };
    const takeNewest = async () => {
      const latest = await newest();
      const { form: carried, theirs } = carriedOver(now.form, now.was, toForm(latest));
      const moved = version(latest) !== version(now.read);
      now = { read: latest, was: toForm(latest), form: carried };
      return { theirs, moved };
    };
    if (over === 'what is there') await takeNewest();
    for (let turn = 1; ; turn++) {
      const writes = toWrites(now.form, now.was, now.read);
      if (writes.length === 0) return;
      try {
        await sendWrites(writes);
        return;
      } catch (error) {
        if (!isStale(error, writes)) throw error;
        const { theirs, moved } = await takeNewest();
        if (theirs.length > 0) throw new Overtaken(now.read);
        if (!moved || turn === MOST_TURNS) throw error;
      }
    }
  };
  const save = useMutation({
    mutationFn: send,
    onSuccess: async () => {
      tellDone(edited.saved?.(form) ?? `${of} saved`);
      await readAgain(client, query);
      await leave();
    },
    onError: (error) => {
      if (!(error instanceof Overtaken)) state.refuse(placed(error, place, form));
    },
  });
  const overtaken = save.error instanceof Overtaken ? (save.error as Overtaken<R>) : undefined;
  const lastChange = useQuery(lastChangeQuery(kind, id, overtaken === undefined ? undefined : save.submittedAt));

  /** From now on the form is based on this version. */
  const rebaseOn = (next: R, typed: 'kept' | 'dropped') => {
    seen.current = read;
    setBase(next);
    state.restart(toForm(next), typed);
  };
  const reload = async () => {
    rebaseOn(await newest(), 'dropped');
    save.reset();
  };
  const idle = !save.isPending && !save.isSuccess && overtaken === undefined;
  const newer = idle && read !== seen.current && version(read) !== version(base);
  const theirs = newer ? changedFields(toForm(read), was) : [];
  const silent = newer && (theirs.length === 0 || state.changed.length === 0);
  useEffect(() => {
    if (silent) rebaseOn(read, 'kept');
  });
  const named = (fields: readonly (keyof F & string)[]) => fields.map((field) => words[field]);
  const told = overtaken && carriedOver(form, was, toForm(overtaken.latest));
  const writes = toWrites(form, was, base);
  return {
    state,
    /** The object that the form is based on. */
    base,
    /** The writes of a save now. */
    writes,
    /** For `ObjectForm` of `domain-ui/objects`. */
    save: {
      errors: Object.keys(state.shown).length,
      changed: state.changed.length,
      saving: save.isPending,
      onSubmit: () => {
        if (!state.ask()) return;
        if (writes.length === 0) void leave();
        else save.mutate('what was read');
      },
      forms: writeForms(writes),
      failure: state.failure,
      conflict: told && {
        of,
        latest: lastChange.data,
        theirs: named(told.theirs),
        both: named(told.both),
        onReload: () => void reload(),
        onOverwrite: () => save.mutate('what is there'),
      },
      meanwhile: newer && !silent ? { of, theirs: named(theirs), onReload: () => void reload() } : undefined,
    },
  };
}
