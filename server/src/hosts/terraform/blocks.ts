/** The blocks of a Terraform file, found without reading them. */

const BLOCK =
  /^(?:resource|data|module|variable|output|provider|locals|terraform|moved|import|removed|check|ephemeral)\b[^=]*\{\s*$/;

/** The stretches of a text that begin with a block at the beginning of a line. */
export function blocksIn(text: string): readonly (readonly [start: number, end: number])[] {
  const starts: number[] = [];
  let heredoc: string | undefined;
  let inComment = false;
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    const line = text.slice(start, end);
    // A block at the beginning of a line also ends a heredoc: its own end is half typed.
    if (heredoc !== undefined && BLOCK.test(line)) heredoc = undefined;
    if (heredoc !== undefined) {
      if (line.trim() === heredoc) heredoc = undefined;
    } else if (inComment) inComment = !line.includes('*/');
    else {
      if (/^[a-z_]/i.test(line)) starts.push(start);
      heredoc = /<<-?([A-Za-z_][\w-]*)[ \t]*\r?$/.exec(line)?.[1];
      inComment = beginsComment(line);
    }
    start = end + 1;
  }
  return starts.map((start, number) => [start, starts[number + 1] ?? text.length]);
}

/** Whether a line begins a comment that goes on behind it. */
function beginsComment(line: string): boolean {
  const at = line.lastIndexOf('/*');
  if (at < 0 || line.includes('*/', at)) return false;
  const quotes = line.slice(0, at).replaceAll('\\"', '').split('"').length - 1;
  return quotes % 2 === 0 && !/^\s*(?:#|\/\/)/.test(line);
}
