/** IP addresses and ranges (CIDR), IPv4 and IPv6, as numbers. */

export interface IpRange {
  readonly version: 4 | 6;
  readonly first: bigint;
  readonly bits: number;
  /** Whether bits beyond the prefix are set. */
  readonly hasHostBits: boolean;
  /** The range as it should be written. */
  readonly canonical: string;
}

/** Reads an address or a range; undefined for anything else. */
export function parseIpRange(text: string): IpRange | undefined {
  const [address = '', prefix, more] = text.split('/');
  if (more !== undefined || (prefix !== undefined && !/^\d{1,3}$/.test(prefix))) return undefined;
  const four = parseFour(address);
  const value = four ?? parseSix(address);
  if (value === undefined) return undefined;
  const version = four === undefined ? 6 : 4;
  const width = version === 4 ? 32 : 128;
  const bits = prefix === undefined ? width : Number(prefix);
  if (bits > width) return undefined;
  const mask = (1n << BigInt(width - bits)) - 1n;
  const first = value & ~mask;
  const network = version === 4 ? formatFour(first) : formatSix(first);
  return {
    version,
    first,
    bits,
    hasHostBits: (value & mask) !== 0n,
    canonical: prefix === undefined ? network : `${network}/${bits}`,
  };
}

/** Whether `inner` lies within `outer`. */
export const liesWithin = (outer: IpRange, inner: IpRange): boolean => {
  if (outer.version !== inner.version || inner.bits < outer.bits) return false;
  const width = BigInt((outer.version === 4 ? 32 : 128) - outer.bits);
  return inner.first >> width === outer.first >> width;
};

/** The last address of a range. */
export const lastOf = ({ version, first, bits }: IpRange): bigint =>
  first + (1n << BigInt((version === 4 ? 32 : 128) - bits)) - 1n;

/** An address as text; undefined for a number beyond the last address. */
export function addressText(version: 4 | 6, value: bigint): string | undefined {
  if (value < 0n || value >= 1n << (version === 4 ? 32n : 128n)) return undefined;
  return version === 4 ? formatFour(value) : formatSix(value);
}

function parseFour(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function parseSix(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2 || !text.includes(':')) return undefined;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const [head = [], tail = []] = groups;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const all = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  if (all.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return all.reduce((sum, group) => sum * 65_536n + BigInt(Number.parseInt(group, 16)), 0n);
}

const formatFour = (value: bigint) => [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join('.');

/** With the longest run of zeros left out, the first of several. https://www.rfc-editor.org/rfc/rfc5952#section-4.2 */
function formatSix(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 65_535n).toString(16));
  const runs = groups.map((_, start) => {
    const end = groups.findIndex((group, index) => index >= start && group !== '0');
    return (end < 0 ? groups.length : end) - start;
  });
  const longest = Math.max(...runs);
  const start = runs.indexOf(longest);
  if (longest < 2) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + longest).join(':')}`;
}

/** Ranges that never occur as a public source address, parsed on first use. RFC 1918, 4193, 5735, 6598, 4291. */
let privateRanges: readonly IpRange[] | undefined;
const PRIVATE = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '100.64.0.0/10',
  'fc00::/7',
  'fe80::/10',
  '::1/128',
];

export function isPrivate(range: IpRange): boolean {
  privateRanges ??= PRIVATE.flatMap((text) => parseIpRange(text) ?? []);
  return privateRanges.some((outer) => liesWithin(outer, range));
}
