// The reference client of event streams, in distinct connections mode.
import { createClient } from "graphql-sse";

const [url, token, network] = process.argv.slice(2);
const client = createClient({ url, retryAttempts: 0, headers: { authorization: `Bearer ${token}` } });

const said = { texts: [], errors: [] };
for await (const result of client.iterate({ query: "{ viewer }" })) said.viewer = result.data.viewer;
for await (const result of client.iterate({ query: "{ nothing }" })) said.errors.push(...result.errors);
for await (const result of client.iterate({ query: "subscription { countdown }" })) said.last = result.data.countdown;
const query = "subscription($n: ID!) { activity(network: $n) { cursor entry { text } } }";
const entries = client.iterate({ query, variables: { n: network } });
const first = entries.next();
await new Promise((resolve) => setTimeout(resolve, 100));
for await (const result of client.iterate({ query: 'mutation { add(text: "from node") }' })) said.seq = result.data.add;
said.texts.push((await first).value.data.activity.entry.text);
await entries.return();
client.dispose();
console.log(JSON.stringify(said));
