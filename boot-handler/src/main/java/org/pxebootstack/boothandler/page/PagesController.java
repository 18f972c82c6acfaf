package org.pxebootstack.boothandler.page;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.live.LiveFeeds;
import org.pxebootstack.boothandler.web.BaseUrl;
import org.pxebootstack.boothandler.web.Refusal;
import org.pxebootstack.boothandler.web.RequestedMachine;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.machine.MacAddress;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** The pages, and below {@code /streams} a stream of what changes on each of them. */
@Controller
class PagesController {
  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

  /** Nothing but our own files, none of them within a page: what is escaped badly does nothing. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final MachinesTable table;
  private final MachineDetails details;
  private final ListPages lists;
  private final LiveFeeds feeds;
  private final RequestedMachine machines;
  private final BaseUrl baseUrl;
  private final Assets assets;
  private final Templates templates;

  PagesController(
      MachinesTable table,
      MachineDetails details,
      ListPages lists,
      LiveFeeds feeds,
      RequestedMachine machines,
      BaseUrl baseUrl,
      Assets assets,
      Templates templates) {
    this.table = table;
    this.details = details;
    this.lists = lists;
    this.feeds = feeds;
    this.machines = machines;
    this.baseUrl = baseUrl;
    this.assets = assets;
    this.templates = templates;
  }

  @GetMapping("/")
  ResponseEntity<String> machines(
      @RequestParam(name = "q", required = false) @Nullable String q,
      @RequestParam(name = "group", required = false) @Nullable String group,
      @RequestParam(name = "page", required = false) @Nullable String page) {
    MachinesQuery query = MachinesQuery.of(q, group, page);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("q", query.text());
    values.put("group", query.group() == null ? "" : query.group().key());
    return page(
        "machines",
        "Machines",
        "/streams/machines" + query.asUrl(),
        table.content(query).frame().get(),
        values);
  }

  @GetMapping("/streams/machines")
  ResponseEntity<StreamingResponseBody> liveMachines(
      @RequestParam(name = "q", required = false) @Nullable String q,
      @RequestParam(name = "group", required = false) @Nullable String group,
      @RequestParam(name = "page", required = false) @Nullable String page,
      ServletWebRequest exchange) {
    MachinesQuery query = MachinesQuery.of(q, group, page);
    return feeds.stream(query, () -> table.watch(query), exchange);
  }

  @GetMapping("/machines/{name}")
  ResponseEntity<String> machine(@PathVariable("name") String name, HttpServletRequest request) {
    VmDefinition vm = machines.byName(name);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", vm.name().value());
    values.put("mac", vm.mac().toString());
    values.put("installs", vm.pxeboot());
    return page(
        "machine",
        vm.name().value(),
        "/streams/machines/" + vm.name(),
        details.content(vm, baseUrl.of(request)).frame().get(),
        values);
  }

  /** What one machine's page shows. */
  private record OneMachine(MacAddress mac, URI base) {}

  @GetMapping("/streams/machines/{name}")
  ResponseEntity<StreamingResponseBody> liveMachine(
      @PathVariable("name") String name, ServletWebRequest exchange) {
    OneMachine one = new OneMachine(machines.byName(name).mac(), baseUrl.of(exchange.getRequest()));
    return feeds.stream(one, () -> details.watch(one.mac(), one.base()), exchange);
  }

  @GetMapping("/problems")
  ResponseEntity<String> problems() {
    return list(ListPages.Kind.PROBLEMS);
  }

  @GetMapping("/streams/problems")
  ResponseEntity<StreamingResponseBody> liveProblems(ServletWebRequest exchange) {
    return liveList(ListPages.Kind.PROBLEMS, exchange);
  }

  @GetMapping("/unknown")
  ResponseEntity<String> unknown() {
    return list(ListPages.Kind.UNKNOWN);
  }

  @GetMapping("/streams/unknown")
  ResponseEntity<StreamingResponseBody> liveUnknown(ServletWebRequest exchange) {
    return liveList(ListPages.Kind.UNKNOWN, exchange);
  }

  @GetMapping("/images")
  ResponseEntity<String> images() {
    return list(ListPages.Kind.IMAGES);
  }

  @GetMapping("/streams/images")
  ResponseEntity<StreamingResponseBody> liveImages(ServletWebRequest exchange) {
    return liveList(ListPages.Kind.IMAGES, exchange);
  }

  private ResponseEntity<String> list(ListPages.Kind kind) {
    return page(
        "list",
        kind.title(),
        "/streams/" + kind.key(),
        lists.content(kind).frame().get(),
        new LinkedHashMap<>());
  }

  private ResponseEntity<StreamingResponseBody> liveList(
      ListPages.Kind kind, ServletWebRequest exchange) {
    return feeds.stream(kind, () -> lists.watch(kind), exchange);
  }

  /** What was refused, as a page too. */
  @ExceptionHandler
  ResponseEntity<String> refused(Refusal e) {
    return page(
        e.status(),
        "refused",
        "Not here",
        "",
        "",
        new LinkedHashMap<>(Map.of("sentences", e.sentences())));
  }

  private ResponseEntity<String> page(
      String template, String title, String stream, String content, Map<String, Object> values) {
    return page(HttpStatusCode.valueOf(200), template, title, stream, content, values);
  }

  private record Tab(String url, String label, boolean current) {}

  private ResponseEntity<String> page(
      HttpStatusCode status,
      String template,
      String title,
      String stream,
      String content,
      Map<String, Object> values) {
    values.put("title", title);
    values.put("assets", assets.base());
    values.put("stream", stream);
    values.put(
        "tabs",
        List.of(
            new Tab("/", "Machines", template.startsWith("machine")),
            new Tab("/problems", "Problems", title.equals("Problems")),
            new Tab("/unknown", "Unknown machines", title.equals("Unknown machines")),
            new Tab("/images", "Images", title.equals("Images"))));
    // What is within is HTML already.
    String html = templates.render(template, values).replace("<!-- content -->", content);
    return ResponseEntity.status(status)
        .contentType(HTML)
        .cacheControl(CacheControl.noStore())
        .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "no-referrer")
        .body(html);
  }
}
