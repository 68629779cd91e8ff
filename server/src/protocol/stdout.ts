/** Standard output as the way to the client. */
import { Writable } from 'node:stream';

/**
 * A stream for the library, which writes the header of a message and then its content. They go out together: each write
 * by itself wakes the client, and costs more than most answers do.
 */
export function wholeMessages(out: Writable): Writable {
  let header: Buffer | undefined;
  const joined = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (header) {
        out.write(Buffer.concat([header, chunk]), done);
        header = undefined;
      } else {
        header = chunk;
        done();
      }
    },
  });
  out.on('error', (error) => joined.destroy(error));
  out.on('close', () => joined.destroy());
  return joined;
}
