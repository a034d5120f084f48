"use strict";

const place = document.getElementById("graphiql");
const firstQuery = JSON.parse(document.getElementById("first-query").textContent);

ReactDOM.createRoot(place).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: place.dataset.endpoint }),
    defaultQuery: firstQuery,
    defaultEditorToolsVisibility: false,
  }),
);
