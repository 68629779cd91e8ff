import { allowsByName } from '../../iam/allowed.ts';
import { type Condition, conditions } from '../../iam/conditions.ts';
import { limitsService } from '../../iam/delegated-service.ts';
import { isAboutAnyRole } from '../actions/_role-patterns.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { guide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

const KEY = 'iam:passedtoservice';

const passing = (body: string) =>
  `"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::222233334444:role/app", "Condition": { ${body} }`;

/** Whether a condition on the service compares it with something: Null only asks whether a service is named. */
const isLoose = (each: Condition): boolean =>
  each.name === KEY && each.meaning !== undefined && each.meaning.family !== 'Null' && !limitsService(each, KEY);

const passesRole = allowsByName('iam:PassRole');

export const passedToServiceNoLimit = defineRule({
  id: 'passed-to-service-no-limit',
  category: 'security',
  severity: 'warning',
  summary: 'A condition on iam:PassedToService does not limit the services.',
  explanation:
    'iam:PassRole hands a role, with all its permissions, to a service. A negated condition lets all other services have it, IfExists and ForAllValues let requests without the key through, and "*" matches any. Name the services that take the role.',
  reference: guide('id_roles_use_passrole'),
  bad: [
    statements(passing('"⟦StringNotEquals⟧": { "iam:PassedToService": "ec2.amazonaws.com" }')),
    {
      ...statements(passing('"⟦StringLike⟧": { "iam:PassedToService": "*" }')),
      besides: ['equivalent-to-null-false'],
    },
  ],
  good: [
    statements(passing('"StringEquals": { "iam:PassedToService": "bedrock.amazonaws.com" }')),
    statements(passing('"StringLike": { "iam:PassedToService": "bedrock*.amazonaws.com" }')),
  ],
  kinds: ['identity', 'boundary'],
  *checkStatement(statement) {
    if (!passesRole(statement) || isAboutAnyRole(statement)) return; // pass-role-with-star-in-resource and its like
    const all = conditions(statement);
    if (all.some((each) => limitsService(each, KEY))) return;
    for (const each of all.filter(isLoose)) {
      const isOpenWithout = each.meaning?.ifExists || each.meaning?.qualifier === 'ForAllValues';
      yield finding(
        each.operator,
        each.meaning?.negated
          ? 'This lets the role be passed to every other service. Name those that take it, with StringEquals.'
          : isOpenWithout
            ? 'This also holds where iam:PassedToService is absent. Compare it with StringEquals.'
            : 'This holds for every service. Name those that take the role, with StringEquals.',
      ).as(isOpenWithout && !each.meaning?.negated ? 'information' : 'warning');
    }
  },
});
