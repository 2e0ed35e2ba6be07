import type { ReactNode } from 'react';
import { cx } from '../../ui/cx.ts';

type IconProps = { className?: string };
const draw = (paths: ReactNode) =>
  function Icon({ className }: IconProps) {
    return (
      <svg className={cx('i', className)} viewBox="0 0 24 24" aria-hidden="true">
        {paths}
      </svg>
    );
  };

export const VirtualNetworkIcon = draw(
  <>
    <path d="M2.5 7 12 2.8 21.5 7 12 11.2Z" />
    <path d="M2.5 12 12 16.2 21.5 12" />
    <path d="M2.5 17 12 21.2 21.5 17" />
  </>,
);
export const FloatingIpIcon = draw(
  <>
    <circle cx="6" cy="17" r="3" />
    <circle cx="18" cy="6" r="3.4" />
    <path d="M8.4 15 15.2 8.6" />
    <path d="M14 20h7" />
    <path d="m18.5 17.5 2.5 2.5-2.5 2.5" />
  </>,
);
export const GatewayIcon = draw(
  <>
    <circle cx="12" cy="12" r="9" />
    <path d="M7.5 10h9" />
    <path d="m14 7.5 2.5 2.5" />
    <path d="M16.5 14h-9" />
    <path d="m10 16.5-2.5-2.5" />
  </>,
);
export const ControlNodeIcon = draw(
  <>
    <rect x="3" y="4" width="18" height="6.5" rx="1.5" />
    <rect x="3" y="13.5" width="18" height="6.5" rx="1.5" />
    <path d="M7 7.2h.01M7 16.8h.01M11 7.2h6M11 16.8h6" />
  </>,
);
export const PodIcon = draw(
  <>
    <path
      d={
        'M21 8a2 2 0 0 0-1-1.73l-7-4a2 2 0 0 0-2 0l-7 4A2 2 0 0 0 3 8v8a2 2 0 0 0 1 1.73l7 4a2 2 0 0 0 2 0l7-4A2 2 0 ' +
        '0 0 21 16Z'
      }
    />
    <path d="m3.3 7 8.7 5 8.7-5" />
    <path d="M12 22V12" />
  </>,
);
export const VrfIcon = draw(
  <>
    <rect x="3" y="3" width="18" height="18" rx="2" />
    <path d="M3 9h18M9 3v18" />
  </>,
);
export const PortIcon = draw(
  <>
    <path d="M10 8v1M14 8v1M18 8v1M6 8v1" />
    <path
      d={
        'M19 17a2 2 0 0 0-1.765 1.059l-.47.882A2 2 0 0 1 15 20H9a2 2 0 0 1-1.765-1.059l-.47-.882A2 2 0 0 0 5 17H4a2 ' +
        '2 0 0 1-2-2V6a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2z'
      }
    />
  </>,
);
export const NamespaceIcon = draw(
  <>
    <path
      d={
        'M4 20h16a2 2 0 0 0 2-2V8a2 2 0 0 0-2-2h-7.93a2 2 0 0 1-1.66-.9l-.82-1.2A2 2 0 0 0 7.93 3H4a2 2 0 0 0-2 ' +
        '2v13c0 1.1.9 2 2 2Z'
      }
    />
    <path d="M8 10v4M12 10v2M16 10v6" />
  </>,
);
