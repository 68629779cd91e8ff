import { privateAddressRule } from './_private-addresses.ts';

export const privateIpAddressSubset = privateAddressRule({
  id: 'private-ip-address-subset',
  level: 'suggestion',
  operator: 'IpAddress',
  summary: 'aws:SourceIp is compared with private addresses among public ones.',
  explanation: 'aws:SourceIp is never a private address; those values change nothing.',
  bad: '"IpAddress": { "aws:SourceIp": ["203.0.113.0/24", "⟦10.0.0.0/8⟧"] }',
});
