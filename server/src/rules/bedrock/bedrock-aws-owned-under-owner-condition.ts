import type { Catalog } from '../../catalog/catalog.ts';
import { isAllow, isDeny, isInference } from '../../iam/allowed.ts';
import { isEverything } from '../../iam/arns.ts';
import { bedrockArns } from '../../iam/bedrock-arns.ts';
import { conditions, stringValues } from '../../iam/conditions.ts';
import { brief } from '../../model/printable.ts';
import { type Statement, strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { condition, statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

const OWNER: ReadonlySet<string> = new Set(['aws:resourceaccount', 'aws:resourceorgid', 'aws:resourceorgpaths']);

/**
 * Whether a value is an account or organization written out. AWS's own AmazonBedrockAgentCoreMemory… policy allows models
 * under aws:ResourceAccount = ${aws:PrincipalAccount}, against the page below: nothing is said of that. Its page on
 * knowledge bases compares with "" (https://docs.aws.amazon.com/bedrock/latest/userguide/kb-permissions.html).
 */
const isOwn = (text: string): boolean => text !== '' && !/[*$]/.test(text) && text !== 'amazon';

/** https://docs.aws.amazon.com/bedrock/latest/userguide/batch-inference-permissions.html */
export const bedrockAwsOwnedUnderOwnerCondition = defineRule({
  id: 'bedrock-aws-owned-under-owner-condition',
  category: 'effect',
  severity: 'warning',
  summary: 'A condition on the resource’s owner keeps out foundation models, which AWS owns.',
  explanation:
    'Foundation models belong to AWS and to no customer’s account or organization. An Allow of inference under StringEquals on aws:ResourceAccount or aws:ResourceOrgID never applies to them, and a Deny under StringNotEquals denies every call of a model. Leave the models out of such a statement: name the resources of your own (agent/*, knowledge-base/*, …), or except arn:aws:bedrock:*::foundation-model/* with NotResource.',
  reference: bedrockGuide('batch-inference-permissions'),
  bad: [
    condition('"StringEquals": { "⟦aws:ResourceAccount⟧": "222233334444" }', 'bedrock:InvokeModel*'),
    statements(
      '"Effect": "Deny", "Action": "bedrock:*", "Resource": "*", "Condition": { "StringNotEquals": { "⟦aws:ResourceOrgID⟧": "o-abcdefghij" } }',
    ),
  ],
  good: [
    statements(
      '"Effect": "Deny", "Action": "bedrock:*", "NotResource": "arn:aws:bedrock:*::foundation-model/*", "Condition": { "StringNotEquals": { "aws:ResourceOrgID": "o-abcdefghij" } }',
    ),
    statements(
      '"Effect": "Allow", "Action": "bedrock:Retrieve", "Resource": "arn:aws:bedrock:*:*:knowledge-base/*", "Condition": { "StringEquals": { "aws:ResourceAccount": "222233334444" } }',
    ),
  ],
  *checkStatement(statement, { catalog }) {
    if (!isInference(statement) || !isAboutModels(statement, catalog)) return;
    // Other conditions may leave models out, such as one on the service that calls.
    const [only, more] = conditions(statement);
    if (!only || !OWNER.has(only.name) || (isDeny(statement) && more)) return;
    const { meaning, key } = only;
    if (meaning?.family !== 'String' || !stringValues(only).every(({ text }) => isOwn(text))) return;
    const keepsOut = isAllow(statement) ? !meaning.negated && !meaning.ifExists : isDeny(statement) && meaning.negated;
    if (!keepsOut || !namesBedrock(statement)) return;
    yield finding(
      key,
      isAllow(statement)
        ? `Foundation models belong to AWS, so ${brief(key.text)} never is your own for them: no call of a model is allowed. Allow the models in a statement without this condition.`
        : `Foundation models belong to AWS, so ${brief(key.text)} never is your own for them: every call of a model is denied. Except them with NotResource.`,
    );
  },
});

/** Whether the statement names Bedrock’s actions: a Deny of everything leaves exceptions to other statements. */
const namesBedrock = ({ action }: Statement): boolean => strings(action).some(({ text }) => /^bedrock:/i.test(text));

const isAboutModels = (statement: Statement, catalog: Catalog): boolean =>
  strings(statement.resource).some(({ text }) => isEverything(text)) ||
  bedrockArns(statement, catalog).some(
    ({ list, arn }) =>
      list === statement.resource && (arn.resourceType.text === 'foundation-model' || isEverything(arn.resource.text)),
  );
