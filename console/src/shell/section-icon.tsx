const shapes = {
  members: (
    <>
      <circle cx="10" cy="6.5" r="3" />
      <path d="M4 17c0-3.3 2.7-5.5 6-5.5s6 2.2 6 5.5" />
    </>
  ),
  teams: (
    <>
      <circle cx="7.5" cy="7" r="2.5" />
      <path d="M2.5 16c0-2.8 2.2-4.5 5-4.5s5 1.7 5 4.5" />
      <path d="M13 4.8a2.5 2.5 0 0 1 0 4.4M14.5 11.9c1.8.5 3 2 3 4.1" />
    </>
  ),
  organization: (
    <>
      <path d="M4 17V4.5A1.5 1.5 0 0 1 5.5 3h5A1.5 1.5 0 0 1 12 4.5V17M12 8h2.5A1.5 1.5 0 0 1 16 9.5V17M2.5 17h15" />
      <path d="M7 6.5h2M7 9.5h2M7 12.5h2" />
    </>
  ),
  'audit-log': (
    <>
      <rect x="4" y="3" width="12" height="14" rx="1.5" />
      <path d="M7 7h6M7 10h6M7 13h3" />
    </>
  ),
} as const;

export type SectionIconName = keyof typeof shapes;

/** Beside the words, never instead of them. */
export const SectionIcon = ({ name }: { readonly name: SectionIconName }) => (
  <svg
    width="20"
    height="20"
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.5"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    {shapes[name]}
  </svg>
);
