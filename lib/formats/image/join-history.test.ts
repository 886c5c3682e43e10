import { expect, test } from 'vitest';
import { commandOfStep, joinHistory } from '#lib/formats/image/join-history';
import { parseDigest } from '#lib/oci/digest';

const layer = (letter: string) => ({
  mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
  digest: parseDigest(`sha256:${letter.repeat(64)}`),
  size: 1,
});

test('every step that is not empty made the next layer', () => {
  const [base, copy] = [layer('a'), layer('b')];
  const steps = [
    { createdBy: 'ADD rootfs.tar /', isEmpty: false },
    { createdBy: 'ENV A=1', isEmpty: true },
    { createdBy: 'COPY . .', isEmpty: false },
  ];
  expect(joinHistory(steps, [base, copy])?.map((row) => row.layer)).toEqual([base, undefined, copy]);
});

test('where steps and layers differ in number nobody can say which made which', () => {
  expect(joinHistory([{ isEmpty: false }], [layer('a'), layer('b')])).toBeUndefined();
  expect(joinHistory([], [layer('a')])).toBeUndefined();
});

test.each([
  ['/bin/sh -c #(nop)  CMD ["sh"]', 'CMD ["sh"]'],
  ['/bin/sh -c apk add curl', 'RUN apk add curl'],
  ['RUN /bin/sh -c apk add curl # buildkit', 'RUN apk add curl'],
  ['RUN |1 VERSION=2 /bin/sh -c make $VERSION # buildkit', 'RUN make $VERSION'],
  ['|1 VERSION=2 /bin/sh -c make', 'RUN make'],
  ['COPY dist /app # buildkit', 'COPY dist /app'],
  ['bazel build ...', 'bazel build ...'],
])('the command of the step %s is %s', (createdBy, command) => {
  expect(commandOfStep(createdBy)).toBe(command);
});
