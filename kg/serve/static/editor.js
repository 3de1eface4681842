"use strict";
// The editor asks this server and no other; what was written before stays in this browser.
const EXAMPLE = `PREFIX cg: <https://w3id.org/citygraph/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?who ?indicator ?value ?unit ?period {
  ?figure a cg:Observation ; cg:about/skos:prefLabel ?who ; cg:indicator/skos:prefLabel ?indicator ; cg:value ?value .
  OPTIONAL { ?figure cg:unit ?unit }
  OPTIONAL { ?figure cg:period ?period }
  FILTER(LANG(?who) = "zh" && LANG(?indicator) = "zh")
} ORDER BY ?who ?indicator LIMIT 50`;
const Editor = Yasgui.default || Yasgui.Yasgui || Yasgui;
Editor.Yasqe.defaults.value = EXAMPLE;
new Editor(document.getElementById("editor"), {
  requestConfig: { endpoint: location.origin + "/sparql" },
  copyEndpointOnNewTab: false,
  endpointCatalogueOptions: { getData: () => [{ endpoint: location.origin + "/sparql" }] },
});
