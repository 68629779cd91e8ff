import type { KeyType } from '../../catalog/catalog.ts';
import { keyType } from '../../catalog/condition-keys.ts';
import { conditions, literals } from '../../iam/conditions.ts';
import { parseIpRange } from '../../iam/ip-ranges.ts';
import { withBase } from '../../iam/operators.ts';
import { brief, quoted } from '../../model/printable.ts';
import type { OperatorFamily } from '../../policy/operators.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

const FAMILY_OF_TYPE: Readonly<Record<KeyType, OperatorFamily>> = {
  String: 'String',
  ArrayOfString: 'String',
  ARN: 'Arn',
  ArrayOfARN: 'Arn',
  Bool: 'Bool',
  ArrayOfBool: 'Bool',
  Numeric: 'Numeric',
  Date: 'Date',
  IPAddress: 'IpAddress',
  Binary: 'Binary',
};

/** Comparing an ARN as a string is done in AWS's own pages; StringLike on an ARN has its own rule. A date may be a number. */
const TOLERATED: ReadonlySet<string> = new Set([
  'ARN String',
  'ArrayOfARN String',
  'Date Numeric',
  'Numeric Date',
  'Binary String',
  'String Arn',
  'ArrayOfString Arn',
]);

/** The operator of a family that asks for equality, and its opposite. */
const OPERATOR_OF_FAMILY: ReadonlyMap<OperatorFamily, { readonly plain: string; readonly negated?: string }> = new Map([
  ['String', { plain: 'StringEquals', negated: 'StringNotEquals' }],
  ['Arn', { plain: 'ArnLike', negated: 'ArnNotLike' }],
  ['Bool', { plain: 'Bool' }],
  ['IpAddress', { plain: 'IpAddress', negated: 'NotIpAddress' }],
]);

/** Whether an operator of the family takes this value: IAM refuses what it cannot read. */
function isReadAs(family: OperatorFamily, text: string): boolean {
  if (family === 'Bool') return /^(true|false)$/i.test(text);
  return family !== 'IpAddress' || parseIpRange(text) !== undefined;
}

export const typeMismatch = defineRule({
  id: 'type-mismatch',
  category: 'effect',
  severity: 'warning',
  judgesForm: true,
  summary: 'The operator does not fit the type of the condition key.',
  explanation:
    'Each key has a type, and an operator of another type does not compare the key as intended. An ARN that is compared as a string is not reported, since AWS’s own pages compare ARNs in that way.',
  reference: accessAnalyzer('general-warning', 'type-mismatch'),
  fixes: { suggested: 'The condition is compared in another way, and holds for other requests.' },
  bad: condition('"⟦StringEquals⟧": { "aws:SecureTransport": "true" }'),
  good: condition('"Bool": { "aws:SecureTransport": "true" }'),
  *checkStatement(statement, { catalog, writer }) {
    for (const entry of conditions(statement)) {
      const { meaning, operator, key } = entry;
      const type = keyType(key.text, catalog);
      if (!meaning || !type || meaning.family === 'Null') continue;
      const family = FAMILY_OF_TYPE[type];
      if (family === undefined || family === meaning.family || TOLERATED.has(`${type} ${meaning.family}`)) continue;
      const result = finding(
        operator,
        `${brief(key.text)} is of type ${type}, which ${brief(operator.text)} does not compare as intended. Use an operator for ${type}.`,
      );
      const opposite = OPERATOR_OF_FAMILY.get(family);
      const base = meaning.negated ? opposite?.negated : opposite?.plain;
      if (base && literals(entry).every(({ text }) => isReadAs(family, text))) {
        const better = withBase(meaning, base);
        result.suggest(`Change to ${quoted(better)}`, writer.changeOperator(statement, [entry], better));
      }
      yield result;
    }
  },
});
