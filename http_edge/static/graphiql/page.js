// Starts GraphiQL with the token of the form. The token is kept for this tab only, and never stands in a URL.
"use strict";

const KEY = "maillage-token";
const form = document.getElementById("sign-in");
const input = document.getElementById("token");
const state = document.getElementById("state");
const root = ReactDOM.createRoot(document.getElementById("graphiql"));
const endpoint = new URL("/graphql", location.href);
const socket = new URL(endpoint);
socket.protocol = location.protocol === "https:" ? "wss:" : "ws:";

let client = null;

function start() {
  const token = sessionStorage.getItem(KEY);
  client?.dispose();
  client = null;
  state.textContent = token ? "Jeton en usage (in use)" : "Aucun jeton (none yet)";
  if (!token) {
    root.render(null);
    return;
  }
  const authorization = `Bearer ${token}`;
  client = graphqlWs.createClient({ url: socket.href, lazy: true, connectionParams: { authorization } });
  const fetcher = GraphiQL.createFetcher({ url: endpoint.href, headers: { authorization }, wsClient: client });
  root.render(
    React.createElement(GraphiQL, { key: token, fetcher, isHeadersEditorEnabled: false, shouldPersistHeaders: false }),
  );
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  sessionStorage.setItem(KEY, input.value.trim());
  input.value = "";
  start();
});

document.getElementById("forget").addEventListener("click", () => {
  sessionStorage.removeItem(KEY);
  start();
});

start();
