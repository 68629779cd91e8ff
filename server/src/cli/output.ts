/** Writing to standard output and standard error, whoever reads it. */

/** The reader may stop before the end: `| head -1`. */
const isGone = ({ code }: NodeJS.ErrnoException): boolean => code === 'EPIPE' || code === 'EOF';

/** Writes a text, and waits until it is written. A reader that has gone is no failure. Throws where it cannot be written. */
export async function writeTo(stream: NodeJS.WritableStream, text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    // The stream reports a failure as an event too, which would end the process.
    if (stream.listenerCount('error') === 0) stream.on('error', () => {});
    stream.write(text, (error) => {
      if (error && !isGone(error)) reject(new Error(`The output cannot be written: ${error.message}`));
      else resolve();
    });
  });
}
