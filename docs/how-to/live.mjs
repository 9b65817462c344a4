// Prints the activity of a network as it happens. Node 18 or newer, after: npm install --no-save graphql-ws ws
// TOKEN=... node live.mjs [ws://127.0.0.1:8000/graphql]
import { createClient } from "graphql-ws";
import WebSocket from "ws";

const client = createClient({
  url: process.argv[2] ?? "ws://127.0.0.1:8000/graphql",
  webSocketImpl: WebSocket,
  connectionParams: { authorization: `Bearer ${process.env.TOKEN}` },
  on: { connected: () => console.log("Live.") },
});

const query = "subscription { activity { cursor entry { happenedAt text } } }";
for await (const { data, errors } of client.iterate({ query })) {
  console.log(errors ?? data.activity.entry.text);
}
