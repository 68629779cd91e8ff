import { isAllow } from '../../iam/allowed.ts';
import { conditions } from '../../iam/conditions.ts';
import { brief } from '../../model/printable.ts';
import { IDENTITY_KINDS } from '../../policy/kind.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { guide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { SOURCE_KEYS } from '../principals/_service-principals.ts';
import { needsKey } from './_applicable-keys.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcearn */
export const sourceKeyInIdentityPolicy = defineRule({
  id: 'source-key-in-identity-policy',
  category: 'effect',
  severity: 'warning',
  summary: 'An identity’s policy demands the source of a request, which only services’ requests have.',
  explanation:
    'aws:SourceArn, aws:SourceAccount, aws:SourceOrgID and aws:SourceOrgPaths are set when a service principal calls a resource for another resource: they belong in trust policies and in the policies of resources. The requests of the identity itself do not carry them, so an Allow under such a condition never applies. To limit an identity to a function, use lambda:SourceFunctionArn.',
  reference: guide('reference_policies_condition-keys'),
  kinds: IDENTITY_KINDS,
  bad: condition('"ArnLike": { "⟦aws:SourceArn⟧": "arn:aws:lambda:eu-west-1:222233334444:function:f" }'),
  good: condition('"ArnEquals": { "lambda:SourceFunctionArn": "arn:aws:lambda:eu-west-1:222233334444:function:f" }'),
  *checkStatement(statement) {
    if (!isAllow(statement)) return;
    for (const each of conditions(statement)) {
      if (!SOURCE_KEYS.includes(each.name) || !needsKey(each) || each.meaning?.negated) continue;
      yield finding(
        each.key,
        `${brief(each.key.text)} is in the requests of services only, never in those of the identity: this Allow never applies. Put it into the policy of the resource or of the role.`,
      );
    }
  },
});
