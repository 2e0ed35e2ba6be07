import { Tag } from '../../ui/tag.tsx';

/** The labels of a Kubernetes object, for `Facts`; without any, nothing. */
export const labelTags = (labels: Readonly<Record<string, string>>) =>
  Object.keys(labels).length > 0 && (
    <span className="flex flex-wrap gap-1">
      {Object.entries(labels).map(([key, value]) => (
        <Tag key={key} wraps>
          {key}={value}
        </Tag>
      ))}
    </span>
  );
