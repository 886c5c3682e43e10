import { BadReference } from '#components/bad-reference';

export default function NotFound() {
  return (
    <BadReference
      text=""
      reason={{
        message: 'There is nothing at this address.',
        hint: 'Every address here is a reference: host/name:tag. Write one below.',
      }}
    />
  );
}
