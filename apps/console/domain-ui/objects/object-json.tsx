import { CodeBox } from '../../ui/copy-button.tsx';

/** An object of the config API as it is read there: `{ 'route-table': … }`. */
export function ObjectJson({ name, object }: { name: string; object: object }) {
  return (
    <div className="p-6 max-w-[1000px]">
      <CodeBox label={`${name} as JSON`} text={JSON.stringify(object, null, 2)} />
    </div>
  );
}
