package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.lang.reflect.Method;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The description is of this program: every route is in it, and every answer is as it says. */
@ExtendWith(SharedBootHandler.class)
class OpenApiIT {
  private static final String MAC = "52:54:00:00:0d:01";
  private static final String ADDRESS = "127.0.13.1";

  private static JsonNode description = new YAMLMapper().nullNode();

  @BeforeAll
  static void describe(RunningBootHandler handler) throws Exception {
    description = new YAMLMapper().readTree(handler.get("/api/v1/openapi.yaml").body());
  }

  @Test
  void everyRouteIsDescribed() throws Exception {
    Set<String> described = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : description.path("paths").properties()) {
      path.getValue()
          .propertyNames()
          .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
    }
    // Servlets: one breaks connections off, the other is asked most often.
    Set<String> routes = new TreeSet<>(Set.of("GET /sealed/{name}/{file}", "POST /progress/{mac}"));
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
    for (var bean : scanner.findCandidateComponents("org.pxebootstack.boothandler")) {
      routes.addAll(routes(Class.forName(bean.getBeanClassName())));
    }
    assertThat(described).isEqualTo(routes);
  }

  private static Set<String> routes(Class<?> controller) {
    RequestMapping type =
        AnnotatedElementUtils.findMergedAnnotation(controller, RequestMapping.class);
    String prefix = type == null ? "" : type.path()[0];
    Set<String> routes = new TreeSet<>();
    for (Method method : controller.getDeclaredMethods()) {
      RequestMapping mapping =
          AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
      if (mapping != null) {
        String[] paths = mapping.path().length == 0 ? new String[] {""} : mapping.path();
        Stream.of(paths)
            .map(path -> mapping.method()[0] + " " + generic(prefix + path))
            .forEach(routes::add);
      }
    }
    return routes;
  }

  /** Four files of a seed are one path in the description. */
  private static String generic(String path) {
    return path.startsWith("/cloud-init/") ? "/cloud-init/{name}/{file}" : path;
  }

  @Test
  void answersAreAsDescribed(RunningBootHandler handler) throws Exception {
    handler.define("described", ContractTexts.vm("described", MAC));
    handler.lease(ADDRESS, MAC);
    Files.writeString(handler.vms().resolve("indescribable.json"), "{\"mac\": \"zz\"}");
    HttpResponse<String> script = handler.getFrom(ADDRESS, "/ipxe?mac=" + MAC);
    String token = ContractTexts.token(script);
    check("/config/{mac}", handler.getFrom(ADDRESS, "/config/" + MAC));
    check("/v1/boot/{mac}", handler.get("/v1/boot/" + MAC));
    String event =
        "{\"status\":\"running\",\"phase\":\"root-filesystem\",\"done_bytes\":1,\"total_bytes\":2,"
            + "\"bytes_per_second\":1,\"seconds_left\":1}";
    assertThat(
            handler
                .post("/progress/" + MAC, event, "Authorization", "Bearer " + token)
                .statusCode())
        .isEqualTo(204);
    check("/api/v1/machines", handler.get("/api/v1/machines"));
    check("/api/v1/machines/{name}/events", handler.get("/api/v1/machines/described/events"));
    handler.eventually(
        "a problem", () -> handler.get("/api/v1/problems").body().contains("indescribable.json"));
    var _ = handler.get("/ipxe?mac=52:54:00:00:0d:02", "User-Agent", "iPXE/1.21.1");
    check("/api/v1/unknown", handler.get("/api/v1/unknown"));
    check("/api/v1/problems", handler.get("/api/v1/problems"));
    check("/api/v1/machines/{name}", handler.get("/api/v1/machines/described"));
  }

  private static void check(String path, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    String at = path.replace("~", "~0").replace("/", "~1");
    JsonNode response = description.at("/paths/" + at + "/get/responses/200");
    String reference = response.path("$ref").asString("");
    String pointer =
        reference.isEmpty() ? "/paths/" + at + "/get/responses/200" : reference.substring(1);
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                "{\"$ref\": \"#/d%s/content/application~1json/schema\", \"d\": %s}"
                    .formatted(pointer, description.toString().replace("\"#/", "\"#/d/")));
    assertThat(schema.validate(answer.body(), InputFormat.JSON)).as(answer.body()).isEmpty();
  }
}
