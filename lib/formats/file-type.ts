/** What a file is by its first bytes. */
type FileType = {
  /** In a few words: `gzip archive`. */
  readonly name: string;
  /** What is told beside it: `64-bit, for arm64`. */
  readonly detail?: string;
};

type Signature = {
  /** The bytes in hexadecimal; `..` stands for any one. */
  readonly bytes: string;
  /** Where they stand; 0 when left out. */
  readonly at?: number;
  readonly name: string;
  readonly detail?: (head: Uint8Array) => string | undefined;
};

// Longer and more telling ones first. Most are listed at https://www.iana.org/assignments/media-types and in file(1).
const signatures: readonly Signature[] = [
  { bytes: '1f8b', name: 'gzip archive' },
  { bytes: '28b52ffd', name: 'Zstandard archive' },
  { bytes: 'fd377a585a00', name: 'xz archive' },
  { bytes: '425a68', name: 'bzip2 archive' },
  { bytes: '04224d18', name: 'LZ4 archive' },
  { bytes: '377abcaf271c', name: '7-Zip archive' },
  { bytes: '526172211a07', name: 'RAR archive' },
  { bytes: '504b0304', name: 'ZIP archive', detail: zipDetail },
  { bytes: '504b0506', name: 'ZIP archive', detail: () => 'empty' },
  { bytes: '7573746172', at: 257, name: 'tar archive' },
  { bytes: 'edabeedb', name: 'RPM package' },
  { bytes: '213c617263683e0a64656269616e', name: 'Debian package' },
  { bytes: '213c617263683e0a', name: 'ar archive' },
  { bytes: '303730373031', name: 'cpio archive' },
  { bytes: '7f454c46', name: 'ELF program or library', detail: elfDetail },
  { bytes: '4d5a', name: 'Windows program or library', detail: peDetail },
  { bytes: 'cafebabe000000', name: 'Mach-O program for several machines' },
  { bytes: 'cafebabe', name: 'Java class' },
  { bytes: 'cffaedfe', name: 'Mach-O program or library', detail: machDetail },
  { bytes: 'cefaedfe', name: 'Mach-O program or library', detail: () => '32-bit' },
  { bytes: '0061736d01000000', name: 'WebAssembly module' },
  { bytes: '0061736d0d000100', name: 'WebAssembly component' },
  { bytes: '6465780a', name: 'Dalvik program' },
  { bytes: '47475546', name: 'GGUF model', detail: (head) => versionDetail(head, 4) },
  { bytes: '894844460d0a1a0a', name: 'HDF5 data' },
  { bytes: '50415231', name: 'Parquet table' },
  { bytes: '4152524f5731', name: 'Arrow table' },
  { bytes: '934e554d5059', name: 'NumPy array' },
  { bytes: '80025d', name: 'Python pickle', detail: () => 'can run code when it is loaded' },
  { bytes: '8004', name: 'Python pickle', detail: () => 'can run code when it is loaded' },
  { bytes: '53514c69746520666f726d6174203300', name: 'SQLite database' },
  { bytes: '00061561', name: 'Berkeley DB' },
  { bytes: '68737173', name: 'SquashFS image' },
  { bytes: '514649fb', name: 'QCOW2 disk image', detail: (head) => versionDetail(head, 4, false) },
  { bytes: '4b444d', name: 'VMDK disk image' },
  { bytes: '636f6e6563746978', name: 'VHD disk image' },
  { bytes: '7668647866696c65', name: 'VHDX disk image' },
  { bytes: 'e2e1f5e0', at: 1024, name: 'EROFS image' },
  { bytes: '53ef', at: 1080, name: 'ext2, ext3 or ext4 image' },
  { bytes: '4344303031', at: 32769, name: 'ISO 9660 image' },
  { bytes: 'd00dfeed', name: 'device tree' },
  { bytes: '27051956', name: 'U-Boot image' },
  { bytes: '89504e470d0a1a0a', name: 'PNG picture' },
  { bytes: 'ffd8ff', name: 'JPEG picture' },
  { bytes: '47494638', name: 'GIF picture' },
  { bytes: '52494646........57454250', name: 'WebP picture' },
  { bytes: '52494646........57415645', name: 'WAVE sound' },
  { bytes: '4f676753', name: 'Ogg sound or video' },
  { bytes: '494433', name: 'MP3 sound' },
  { bytes: '66747970', at: 4, name: 'MP4 video' },
  { bytes: '1a45dfa3', name: 'Matroska or WebM video' },
  { bytes: '255044462d', name: 'PDF document' },
  { bytes: 'd0cf11e0a1b11ae1', name: 'OLE document or Windows installer' },
  { bytes: '774f4632', name: 'WOFF2 font' },
  { bytes: '774f4646', name: 'WOFF font' },
  { bytes: '2d2d2d2d2d424547494e20', name: 'PEM text', detail: pemDetail },
  { bytes: '2321', name: 'script', detail: scriptDetail },
  { bytes: '3c3f786d6c', name: 'XML text' },
  { bytes: 'efbbbf', name: 'UTF-8 text with a byte-order mark' },
  { bytes: 'fffe', name: 'UTF-16 text, little-endian' },
  { bytes: 'feff', name: 'UTF-16 text, big-endian' },
  { bytes: '3082', name: 'DER data', detail: () => 'a certificate, a key or a signature' },
];

/** What a file is by the magic numbers of its first bytes; undefined where none is known. */
export function fileTypeOf(head: Uint8Array): FileType | undefined {
  const found = signatures.find((signature) => hasBytes(head, signature));
  if (found === undefined) return safetensors(head);
  const detail = found.detail?.(head);
  return { name: found.name, ...(detail === undefined ? {} : { detail }) };
}

function hasBytes(head: Uint8Array, { bytes, at = 0 }: Signature): boolean {
  for (let digit = 0; digit < bytes.length; digit++) {
    const wanted = bytes.charAt(digit);
    const byte = head[at + (digit >> 1)];
    if (byte === undefined) return false;
    const nibble = digit % 2 === 0 ? byte >> 4 : byte & 15;
    if (wanted !== '.' && wanted !== nibble.toString(16)) return false;
  }
  return true;
}

/** A length of eight bytes and then an object of JSON (https://huggingface.co/docs/safetensors). */
function safetensors(head: Uint8Array): FileType | undefined {
  const isSmall = head[4] === 0 && head[5] === 0 && head[6] === 0 && head[7] === 0;
  return isSmall && head[8] === 0x7b && head[9] === 0x22 ? { name: 'safetensors model' } : undefined;
}

const zipKinds = [
  ['META-INF/', 'Java or another archive with a manifest'],
  ['AndroidManifest.xml', 'Android app'],
  ['[Content_Types].xml', 'Office document or NuGet package'],
  ['mimetypeapplication/epub', 'EPUB book'],
] as const;

function zipDetail(head: Uint8Array): string | undefined {
  const name = latin(head, 30, 64);
  return zipKinds.find(([start]) => name.startsWith(start))?.[1];
}

// https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html
const elfMachines = new Map([
  [3, 'i386'],
  [8, 'MIPS'],
  [20, 'PowerPC'],
  [21, 'ppc64'],
  [22, 's390x'],
  [40, 'arm'],
  [62, 'amd64'],
  [183, 'arm64'],
  [243, 'RISC-V'],
  [258, 'LoongArch'],
]);

function elfDetail(head: Uint8Array): string | undefined {
  if (head.length < 20) return undefined;
  const bits = head[4] === 2 ? '64-bit' : '32-bit';
  const machine = elfMachines.get(word(head, 18, head[5] !== 2));
  return machine === undefined ? bits : `${bits}, for ${machine}`;
}

// https://learn.microsoft.com/windows/win32/debug/pe-format#machine-types
const peMachines = new Map([
  [0x14c, '32-bit, for i386'],
  [0x8664, '64-bit, for amd64'],
  [0xaa64, '64-bit, for arm64'],
]);

function peDetail(head: Uint8Array): string | undefined {
  const at = word(head, 60, true) + (word(head, 62, true) << 16);
  return latin(head, at, 4) === 'PE\0\0' ? peMachines.get(word(head, at + 4, true)) : undefined;
}

function machDetail(head: Uint8Array): string {
  const machine = { 7: ', for amd64', 12: ', for arm64' }[head[4] ?? 0] ?? '';
  return `64-bit${machine}`;
}

function versionDetail(head: Uint8Array, at: number, isLittle = true): string | undefined {
  const version = isLittle ? word(head, at, true) : word(head, at + 2, false);
  return version > 0 && version < 100 ? `version ${version}` : undefined;
}

function pemDetail(head: Uint8Array): string | undefined {
  return /^-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(latin(head, 0, 64))?.[1]?.toLowerCase();
}

function scriptDetail(head: Uint8Array): string | undefined {
  const line = /^#! ?([\w./-]{1,60}(?: [\w.-]{1,20})?)/.exec(latin(head, 0, 96))?.[1];
  return line === undefined ? undefined : `for ${line}`;
}

function word(head: Uint8Array, at: number, isLittle: boolean): number {
  const [first = 0, second = 0] = [head[at], head[at + 1]];
  return isLittle ? first + second * 256 : first * 256 + second;
}

function latin(head: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...head.subarray(at, at + length));
}
