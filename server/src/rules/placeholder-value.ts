import { parseArn } from '../patterns/arn.ts';
import { memoized } from '../patterns/memo.ts';
import { type Statement, strings } from '../policy/statement.ts';
import { type StringValue, within } from '../policy/value.ts';
import { isDocumentationAccount } from './documentation-accounts.ts';
import { resource } from './engine/example.ts';
import { finding } from './engine/finding.ts';
import { bedrockGuide } from './engine/references.ts';
import { defineRule } from './engine/rule.ts';

/** Words that stand for a value in examples: in angle or curly brackets, in capitals, after `your-`, or AWS's own. */
const PLACEHOLDER =
  /<[A-Za-z][\w .-]*>|(?<!\$)\{\{?[A-Za-z][\w .-]*\}?\}|\b(?:aws-region|account-?id|region-name|your-[a-z][\w-]*|YOUR[_-][A-Z_\w-]*|AWS[_-]?REGION|REGION|ACCOUNT(?:[_-]?ID|[_-]?NUMBER)?|ACCOUNTID|(?:REPLACE|CHANGE)[_-]?ME|X{4,}|x{6,})\b/g;
const WHOLE_FIELD = /^(?:region|account|accountid|myregion|my-region|your_?region|your_?account(?:_?id)?)$/i;

/** What an example left to be filled in names nothing. */
export const placeholderValue = defineRule({
  id: 'placeholder-value',
  category: 'effect',
  severity: 'warning',
  summary: 'A placeholder of an example was left in.',
  explanation:
    'Words such as aws-region, ACCOUNT_ID, <account> or {region} stand in examples for a value of your own. As they are, they match no request. The account ids of AWS’s documentation (111122223333, 123456789012, 444455556666) are told as information.',
  reference: bedrockGuide('security_iam_id-based-policy-examples'),
  fixes: { suggested: 'Your own value is not in the text.' },
  bad: [
    resource('arn:aws:bedrock:⟦aws-region⟧:222233334444:guardrail/g1', 'bedrock:GetGuardrail'),
    resource('arn:aws:bedrock:eu-west-1:⟦<account>⟧:guardrail/g1', 'bedrock:GetGuardrail'),
    resource('arn:aws:bedrock:eu-west-1:⟦111122223333⟧:guardrail/g1', 'bedrock:GetGuardrail'),
  ],
  good: resource('arn:aws:bedrock:eu-west-1:222233334444:guardrail/*', 'bedrock:GetGuardrail'),
  *checkStatement(statement, { catalog, writer }) {
    const seen = new Set<string>();
    for (const value of valuesOf(statement).filter(holdsPlaceholder)) {
      for (const placeholder of placeholders(value)) {
        const { text, start, end } = placeholder;
        const at = within(value, start, end);
        if (isDocumentationAccount(text)) {
          if (seen.has(text)) continue; // once a statement is enough
          seen.add(text);
          yield finding(at, `${text} is the account of AWS’s documentation. Put in your own account.`).as(
            'information',
          );
        } else {
          const result = finding(
            at,
            `"${text}" is a placeholder: as it is, this matches no request. Put in your own value.`,
          );
          const offer = (title: string, filled: string) =>
            result.suggest(title, writer.replaceText(value, filled, start, end));
          const { field } = placeholder;
          if (field === 'region')
            for (const region of catalog.models.regions.slice(0, 4)) offer(`Change to "${region}"`, region);
          if (field) offer(`Change to "*", any ${field === 'region' ? 'Region' : 'account'}`, '*');
          yield result;
        }
      }
    }
  },
});

type FieldName = 'region' | 'account' | undefined;

interface Placeholder {
  readonly text: string;
  /** Its UTF-16 indices in the decoded text. */
  readonly start: number;
  readonly end: number;
  readonly field: FieldName;
}

function valuesOf(statement: Statement): readonly StringValue[] {
  const principals = [statement.principal, statement.notPrincipal].flatMap((element) => element?.types ?? []);
  const conditions = statement.condition?.entries ?? [];
  return [
    ...strings(statement.resource),
    ...strings(statement.notResource),
    ...principals.flatMap((list) => strings(list)),
    ...conditions.flatMap(({ list }) => strings(list)),
  ];
}

const known = new Map<string, boolean>();
const MOST_KNOWN = 4000;

/** Most values hold none, and stand in the statement unchanged while another one is typed. */
const holdsPlaceholder = (value: StringValue): boolean =>
  memoized(known, MOST_KNOWN, value.text, () => !placeholders(value).next().done);

function* placeholders(value: StringValue): Generator<Placeholder> {
  const arn = parseArn(value.text);
  const fieldAt = (start: number, end: number): FieldName =>
    arn && start >= arn.region.start && end <= arn.region.end
      ? 'region'
      : arn && start >= arn.account.start && end <= arn.account.end
        ? 'account'
        : undefined;
  const found = new Set<number>();
  for (const match of value.text.matchAll(PLACEHOLDER)) {
    const end = match.index + match[0].length;
    found.add(match.index);
    yield { text: match[0], start: match.index, end, field: fieldAt(match.index, end) };
  }
  if (arn) {
    for (const field of [arn.region, arn.account]) {
      if (arn.resourceType.text === 'foundation-model' && field === arn.account) continue; // wrong whatever it is
      if (found.has(field.start)) continue;
      if (WHOLE_FIELD.test(field.text) || isDocumentationAccount(field.text)) {
        yield { ...field, field: fieldAt(field.start, field.end) };
      }
    }
  } else if (isDocumentationAccount(value.text)) {
    yield { text: value.text, start: 0, end: value.text.length, field: 'account' };
  }
}
