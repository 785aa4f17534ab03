import { hash } from 'node:crypto';

/** What tells a content from all others. That of a text is the one of its bytes in UTF-8. */
export function digestOf(content: string | Uint8Array): string {
  return hash('sha256', content, 'base64');
}
