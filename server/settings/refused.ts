/** What was asked for at start cannot be done; the message is one sentence. Exit code 2. */
export class Refused extends Error {}
