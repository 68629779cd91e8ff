/** `npm run rules`: writes server/src/rules/registry.ts. */
import { writeFileSync } from 'node:fs';
import { REGISTRY, registryText } from './rules/registry.ts';

writeFileSync(REGISTRY, registryText());
