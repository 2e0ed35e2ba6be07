/**
 * The schemas of an OpenAPI v3 document: each structure once, under its Go name (`io.k8s.api.core.v1.PodSpec`), and
 * referred to by the fields that hold it, as Kubernetes publishes them. A custom kind is written in one piece.
 */

import type { KubeSchema } from '../contract/kube/schema.ts';

type Document = { readonly [member: string]: unknown };

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

interface GoType {
  readonly name: string;
  readonly document: Document;
}

/** Types that Go has and JSON has not. */
const QUANTITY: GoType = {
  name: 'io.k8s.apimachinery.pkg.api.resource.Quantity',
  document: {
    description: 'A number with a suffix: 500m, 2, 1.5Gi, 1e3.',
    oneOf: [{ type: 'string' }, { type: 'number' }],
  },
};
const INT_OR_STRING: GoType = {
  name: 'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
  document: {
    description: 'A number or a text.',
    format: 'int-or-string',
    oneOf: [{ type: 'integer' }, { type: 'string' }],
  },
};
const TIME: GoType = {
  name: 'io.k8s.apimachinery.pkg.apis.meta.v1.Time',
  document: { description: 'A time as RFC 3339 writes it.', type: 'string', format: 'date-time' },
};
const MICRO_TIME: GoType = {
  name: 'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime',
  document: { description: 'A time as RFC 3339 writes it, with microseconds.', type: 'string', format: 'date-time' },
};

export class OpenApiComponents {
  readonly #schemas: { [name: string]: Document } = {};

  get schemas(): { readonly [name: string]: Document } {
    return this.#schemas;
  }

  /** Adds a kind, and returns the name of its component. */
  object(schema: KubeSchema, { group, version, kind }: GroupVersionKind, custom: boolean): string {
    const name = nameOf(schema);
    this.#schemas[name] ??= {
      ...this.#structure(schema, custom ? schema.package : undefined),
      'x-kubernetes-group-version-kind': [{ group, kind, version }],
    };
    return name;
  }

  #structure({ properties = {}, about }: KubeSchema, inline: string | undefined): Document {
    const fields = Object.entries(properties).sort(([one], [other]) => (one < other ? -1 : 1));
    const required = fields.filter(([, field]) => field.required === true).map(([name]) => name);
    return {
      ...(about === undefined ? {} : { description: about }),
      type: 'object',
      ...(required.length === 0 ? {} : { required }),
      properties: Object.fromEntries(fields.map(([name, field]) => [name, this.#field(field, inline)])),
    };
  }

  #field(schema: KubeSchema, inline: string | undefined): Document {
    return {
      ...(schema.description === undefined ? {} : { description: schema.description }),
      ...this.#type(schema, inline),
    };
  }

  #type(schema: KubeSchema, inline: string | undefined): Document {
    if (schema['x-kubernetes-int-or-string'] === true)
      return this.#goType(schema.format === 'quantity' ? QUANTITY : INT_OR_STRING);
    if (schema.format === 'date-time') return this.#goType(TIME);
    if (schema.format === 'micro-time') return this.#goType(MICRO_TIME);
    if (schema['x-kubernetes-preserve-unknown-fields'] === true)
      return { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
    if (schema.properties !== undefined) {
      if (inline === schema.package) return this.#structure(schema, inline);
      const name = nameOf(schema);
      // Set before its fields are, because a structure may hold itself.
      if (this.#schemas[name] === undefined) {
        this.#schemas[name] = {};
        this.#schemas[name] = this.#structure(schema, undefined);
      }
      return referred(name);
    }
    if (schema.items !== undefined) return { type: 'array', items: this.#type(schema.items, inline) };
    if (schema.additionalProperties !== undefined)
      return { type: 'object', additionalProperties: this.#type(schema.additionalProperties, inline) };
    const { type, format, enum: values } = schema;
    return {
      type,
      ...(format === undefined ? {} : { format }),
      ...(values === undefined ? {} : { enum: values }),
    };
  }

  #goType({ name, document }: GoType): Document {
    this.#schemas[name] = document;
    return referred(name);
  }
}

function nameOf({ package: of, title }: KubeSchema): string {
  return `${of}.${title}`;
}

/** In `allOf`, because beside a plain $ref nothing counts, the description of the field neither. */
function referred(name: string): Document {
  return { allOf: [{ $ref: `#/components/schemas/${name}` }] };
}
