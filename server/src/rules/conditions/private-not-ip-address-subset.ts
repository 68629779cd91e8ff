import { privateAddressRule } from './_private-addresses.ts';

export const privateNotIpAddressSubset = privateAddressRule({
  id: 'private-not-ip-address-subset',
  level: 'suggestion',
  operator: 'NotIpAddress',
  summary: 'aws:SourceIp excludes private addresses among public ones.',
  explanation: 'aws:SourceIp is never a private address; those values change nothing.',
  bad: '"NotIpAddress": { "aws:SourceIp": ["203.0.113.0/24", "⟦10.0.0.0/8⟧"] }',
});
