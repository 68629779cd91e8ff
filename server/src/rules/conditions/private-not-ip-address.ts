import { privateAddressRule } from './_private-addresses.ts';

export const privateNotIpAddress = privateAddressRule({
  id: 'private-not-ip-address',
  level: 'error',
  operator: 'NotIpAddress',
  summary: 'aws:SourceIp excludes private addresses only.',
  explanation: 'aws:SourceIp is never a private address, so this excludes nobody: the condition always holds.',
  bad: '"NotIpAddress": { "aws:SourceIp": ["⟦192.168.0.0/16⟧"] }',
});
