/** Signature help for the ARN that is being typed: its fields, and what each may hold. */
import type { Catalog } from '../catalog/catalog.ts';
import type { HostDocument } from '../hosts/host.ts';
import { splitFields } from '../patterns/arn.ts';
import type { Cursor } from '../policy/cursor.ts';
import { resourceForms } from './completion/resource-types.ts';
import { enumerate } from './sentence.ts';

export interface SignatureHelp {
  /** `arn:partition:service:region:account:resource`, or with the resource types' own words. */
  readonly label: string;
  /** The label's stretches, one a field after `arn:`, with what the field may hold. Offsets into the label. */
  readonly parameters: readonly { readonly start: number; readonly end: number; readonly documentation: string }[];
  readonly active: number;
}

const FIELDS = ['partition', 'service', 'region', 'account', 'resource'] as const;
type FieldName = (typeof FIELDS)[number];

/** The signature at an offset (0-based, UTF-16) within an ARN; undefined elsewhere. */
export function signatureHelp(document: HostDocument, offset: number, catalog: Catalog): SignatureHelp | undefined {
  const cursor = document.host.cursorAt(document, offset);
  if (!cursor?.string || !takesArns(cursor) || !cursor.typed.startsWith('arn:')) return undefined;
  const active = splitFields(cursor.typed, 6).length - 2;
  const service = splitFields(cursor.string.text, 6)[2]?.text ?? '';
  let label = 'arn';
  const parameters = FIELDS.map((field) => {
    const start = label.length + 1;
    label += `:${field}`;
    return { start, end: label.length, documentation: fieldText(field, cursor, service, catalog) };
  });
  return { label, parameters, active };
}

const takesArns = ({ place }: Cursor) =>
  (place.at === 'statement-value' && place.element.endsWith('Resource')) ||
  place.at === 'condition-value' ||
  place.at === 'managed-policy' ||
  (place.at === 'principal-value' && place.type !== 'Service');

function fieldText(field: FieldName, cursor: Cursor, service: string, catalog: Catalog): string {
  switch (field) {
    case 'partition':
      return `${enumerate(
        catalog.partitions.slice(0, 3).map(({ id }) => id),
        'more',
        'or',
      )}; * for any.`;
    case 'service':
      return 'The service’s prefix, such as bedrock. No wildcard matches here.';
    case 'region':
      return service === 'iam'
        ? 'Empty: IAM belongs to no Region.'
        : service === 'bedrock'
          ? 'Such as us-east-1; * for any. Empty in the foundation model’s ARN for global cross-Region inference.'
          : 'Such as us-east-1; * for any.';
    case 'account':
      return service === 'bedrock'
        ? 'Twelve digits; * for any. Empty for foundation-model: models belong to no account.'
        : 'Twelve digits; * for any.';
    case 'resource': {
      const forms = resourceForms(cursor, service, catalog);
      return forms.length > 0 ? `${enumerate(forms, 'more forms', 'or')}.` : 'The resource’s type and name.';
    }
  }
}
