/** What a completion item's documentation says, once the author looks at it. */
import type { Catalog } from '../../catalog/catalog.ts';
import { findConditionKey } from '../../catalog/condition-keys.ts';
import { withoutTabStops } from '../../model/tab-stops.ts';
import type { PolicySnippet } from '../../snippets/snippets.ts';
import {
  actionText,
  conditionKeyText,
  elementText,
  operatorText,
  resourceTypeText,
  serviceText,
  wildcardText,
} from '../documentation.ts';
import { managedPolicyText } from '../explanations.ts';
import type { DocumentationOf } from './item.ts';

/** The documentation of a completion item; undefined where there is none. */
export function documentationOf(
  wanted: DocumentationOf,
  catalog: Catalog,
  examples: () => readonly PolicySnippet[],
): string | undefined {
  switch (wanted.of) {
    case 'action': {
      const [prefix = '', name = ''] = wanted.name.split(':');
      const service = catalog.service(prefix);
      const action = service?.action(name);
      if (action) return actionText(action);
      return service && wildcardText(wanted.name, service, service.expand(name));
    }
    case 'service': {
      const service = catalog.service(wanted.name);
      return service && serviceText(service);
    }
    case 'resource': {
      const service = catalog.service(wanted.service);
      const type = service?.resourceTypes.find(({ name }) => name === wanted.name);
      return service && type && resourceTypeText(type, service);
    }
    case 'element':
      return elementText(wanted.name);
    case 'operator':
      return operatorText(wanted.name);
    case 'condition-key': {
      const found = findConditionKey(wanted.name, catalog);
      return found && conditionKeyText(found.key, found.service);
    }
    case 'managed-policy':
      return managedPolicyText(wanted.name);
    case 'example': {
      const example = examples().find(({ prefix }) => prefix === wanted.name);
      return example && `${example.description}\n\n\`\`\`json\n${withoutTabStops(example.body)}\n\`\`\``;
    }
  }
}
