import type { Property } from '../../model/data.ts';
import { quoted } from '../../model/printable.ts';
import { everythingIn, propertiesOf } from '../../policy/data.ts';
import { readString } from '../../policy/value.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { document } from '../engine/example.ts';
import { guide } from '../engine/references.ts';
import { defineRule, MAX_SPLIT_FIXES, type StatementContext } from '../engine/rule.ts';

/** An object must not hold a key twice. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export const duplicateKey = defineRule({
  id: 'duplicate-key',
  category: 'grammar',
  severity: 'error',
  summary: 'An object holds the same key twice.',
  explanation:
    'IAM refuses a policy in which an element has the same key twice, such as two Effects or two StringEquals. Tools that accept it keep the last one silently. Where the editor’s own JSON support reports duplicate keys, this rule does not.',
  reference: guide('reference_policies_grammar'),
  fixes: { suggested: 'Which of the two was meant is not in the text.' },
  bad: [
    document(
      '{\n  "Version": "2012-10-17",\n  "Statement": { "Effect": "Deny", "⟦Effect⟧": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*" }\n}',
    ),
    document(
      '{\n  "Version": "2012-10-17",\n  "⟦Version⟧": "2012-10-17",\n  "Statement": { "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*" }\n}',
    ),
  ],
  good: document(
    '{\n  "Version": "2012-10-17",\n  "Statement": [{ "Effect": "Deny", "Action": "bedrock:ListFoundationModels", "Resource": "*" }, { "Effect": "Deny", "Action": "bedrock:ListTagsForResource", "Resource": "*" }]\n}',
  ),
  *checkStatement({ properties: own }, context) {
    if (context.jsonSyntaxElsewhere) return;
    yield* repeated(own, context);
    for (const { value } of own) for (const each of everythingIn(value)) yield* repeated(propertiesOf(each), context);
  },
  *checkPolicy({ properties: own }, context) {
    if (!context.jsonSyntaxElsewhere) yield* repeated(own, context);
  },
});

function repeated(all: readonly Property[], { text, writer }: StatementContext): readonly FindingDraft[] {
  const first = new Map<string, Property>();
  const again = all.filter((property) => {
    const isAgain = first.has(property.name);
    if (!isAgain) first.set(property.name, property);
    return isAgain;
  });
  return again.map((property, index) => {
    const { name, key } = property;
    const result = finding(
      readString(key, text),
      `${quoted(name)} is in this object twice: IAM refuses the policy. Remove one of the two, or join them.`,
    );
    if (index >= MAX_SPLIT_FIXES) return result;
    return result
      .suggest(`Keep this ${quoted(name)}, remove the other`, writer.keepOnly(property))
      .suggest(`Keep the first ${quoted(name)}`, writer.keepOnly(first.get(name) ?? property));
  });
}
