/**
 * Names, label keys and label values of Kubernetes objects, with the rules and texts of k8s.io/apimachinery validation
 * (RFC 1123, RFC 1035).
 */

import { faultsFrom, type FaultIn } from './fault.ts';

export type NameForm = 'label' | 'subdomain' | 'dns1035';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const FORMS: {
  readonly [F in NameForm]: { readonly pattern: RegExp; readonly longest: number; readonly text: string };
} = {
  label: {
    pattern: new RegExp(`^${LABEL}$`),
    longest: 63,
    text:
      `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end ` +
      `with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${LABEL}')`,
  },
  subdomain: {
    pattern: new RegExp(`^${LABEL}(\\.${LABEL})*$`),
    longest: 253,
    text:
      `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start ` +
      `and end with an alphanumeric character (e.g. 'example.com', regex used for validation is ` +
      `'${LABEL}(\\.${LABEL})*')`,
  },
  dns1035: {
    pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
    longest: 63,
    text:
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic " +
      "character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for " +
      'validation is ' +
      "'[a-z]([-a-z0-9]*[a-z0-9])?')",
  },
};

/** Characters of the name part of a label key, and of a label value. */
const LONGEST_LABEL = 63;
const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

type None = Readonly<Record<string, never>>;
interface Longest {
  readonly length: number;
  readonly longest: number;
}

const SENTENCES = {
  'kube-name/too-long': ({ longest }: Longest) => `must be no more than ${longest} characters`,
  'kube-name/form': ({ form }: { readonly form: NameForm }) => FORMS[form].text,
  'label-key/no-prefix': (_: None) => 'prefix part must be non-empty',
  'label-key/prefix': (_: None) => `prefix part ${FORMS.subdomain.text}`,
  'label-key/no-name': (_: None) => 'name part must be non-empty',
  'label-key/too-long': ({ longest }: Longest) => `name part must be no more than ${longest} characters`,
  'label-key/form': (_: None) =>
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric " +
    "character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is " +
    "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
  'label-value/too-long': ({ longest }: Longest) => `must be no more than ${longest} characters`,
  'label-value/form': (_: None) =>
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must " +
    'start and ' +
    "end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is " +
    "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
};
export type KubeNameFault = FaultIn<typeof SENTENCES>;
const fault = faultsFrom(SENTENCES);

/** Faults of an object's name in this form; empty if it is valid. */
export function kubeNameFaults(name: string, form: NameForm): readonly KubeNameFault[] {
  const { pattern, longest } = FORMS[form];
  const faults: KubeNameFault[] = [];
  if (name.length > longest) faults.push(fault('kube-name/too-long', { length: name.length, longest }));
  if (!pattern.test(name)) faults.push(fault('kube-name/form', { form }));
  return faults;
}

/** Faults of a label or annotation key, `app` or `example.com/app`; empty if it is valid. */
export function labelKeyFaults(key: string): readonly KubeNameFault[] {
  const slash = key.indexOf('/');
  const prefix = slash < 0 ? undefined : key.slice(0, slash);
  const name = key.slice(slash + 1);
  if (prefix === '') return [fault('label-key/no-prefix', {})];
  if (prefix !== undefined && !FORMS.subdomain.pattern.test(prefix)) return [fault('label-key/prefix', {})];
  if (name === '') return [fault('label-key/no-name', {}), fault('label-key/form', {})];
  if (name.length > LONGEST_LABEL)
    return [fault('label-key/too-long', { length: name.length, longest: LONGEST_LABEL })];
  return QUALIFIED.test(name) ? [] : [fault('label-key/form', {})];
}

/** Why a label value is invalid; undefined if it is valid. */
export function labelValueFault(value: string): KubeNameFault | undefined {
  if (value.length > LONGEST_LABEL)
    return fault('label-value/too-long', { length: value.length, longest: LONGEST_LABEL });
  return value === '' || QUALIFIED.test(value) ? undefined : fault('label-value/form', {});
}
