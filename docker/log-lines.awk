# Makes of each line: its time (UTC), the service's name, its level, what it says. With json=json, an object with these.
# boot-handler, vm-watcher, the doctor and nginx's access log write this form themselves; dnsmasq, nginx's errors,
# supervisord and a JVM that is in trouble write their own.

function level_of(word) {
  word = tolower(word)
  if (word ~ /^(emerg|alert|crit|erro|severe|fatal)/) return "ERROR"
  if (word ~ /^warn/) return "WARN"
  return word == "debug" || word == "trace" ? "DEBUG" : "INFO"
}

function behind(prefix) {
  return substr(line, length(prefix) + 1)
}

# JSON knows no bytes that are not UTF-8, and no bare control characters.
function quoted(text,   rest) {
  gsub(/\\/, "\\\\\\\\", text)
  gsub(/"/, "\\\"", text)
  gsub(/\t/, "\\t", text)
  gsub(/[\001-\037\177]/, "?", text)
  rest = text
  gsub(/[\302-\337][\200-\277]/, "", rest)
  gsub(/[\340-\357][\200-\277][\200-\277]/, "", rest)
  gsub(/[\360-\364][\200-\277][\200-\277][\200-\277]/, "", rest)
  if (rest ~ /[\200-\377]/) gsub(/[\200-\377]/, "?", text)
  return "\"" text "\""
}

# One string, one write: nothing of another service's gets between.
BEGIN { ORS = "" }

/^[ \t\r]*$/ { next }

{
  # A pipe takes 4096 bytes in one piece: longer ones could be torn apart by another service's.
  line = length($0) > 3000 ? substr($0, 1, 3000) "..." : $0
  time = ""
  if ($2 == service && $1 ~ /^[0-9-]+T[0-9:.]+(Z|\+00:00)$/) {
    time = $1
    sub(/\+00:00$/, "Z", time)
    level = $3
    message = substr(line, length($1) + 21)
  } else if (line ~ /^[0-9]+\/[0-9]+\/[0-9]+ [0-9:]+ \[[a-z]+\] /) {
    time = $1 "T" $2 "Z"
    gsub(/\//, "-", time)
    level = level_of(substr($3, 2))
    message = behind($1 " " $2 " " $3 " ")
    sub(/^[0-9]+#[0-9]+: /, "", message)
  } else if (line ~ /^[0-9-]+ [0-9:]+,[0-9]+ [A-Z]+ /) {
    time = $1 "T" $2 "Z"
    sub(/,/, ".", time)
    level = level_of($3)
    message = behind($1 " " $2 " " $3 " ")
  } else {
    time = strftime("%Y-%m-%dT%H:%M:%SZ", systime(), 1)
    message = line
    if (message ~ /^nginx: \[[a-z]+\] /) {
      level = level_of(substr($2, 2))
      message = behind($1 " " $2 " ")
    } else {
      # dnsmasq's parts are worth their names: "dnsmasq-dhcp[29]: ..." is "dhcp: ...".
      sub(/^[a-z-]+\[[0-9]+\]: /, substr($1, 1, 8) == "dnsmasq-" ? substr($1, 9, index($1, "[") - 9) ": " : "", message)
      sub("^" service ": ", "", message)
      # Firmware asks for a file's size, and aborts.
      level = message !~ /error 8 User aborted/ && message ~ /[Ee]rror|ERROR|[Ff]ailed|FAILED|[Cc]annot|[Ww]arning|WARN|Exception/ ? "WARN" : "INFO"
    }
  }
  if ((level == "WARN" || level == "ERROR") && message != "FAILED to start up") worst = message
  latest = message
  if (quiet != "" && service != "boot-handler" && level == "INFO") next
  if (json == "json")
    print "{\"time\":\"" time "\",\"service\":\"" service "\",\"level\":\"" level "\",\"message\":" quoted(message) "}\n"
  else
    print sprintf("%s %-12s %-5s ", time, service, level) message "\n"
}

# Some sockets take the kernel a moment to close: supervisord, which hears of our end, is to find the service ended.
END {
  if (last != "" && latest != "") print (worst != "" ? worst : latest) "\n" >last
  system("sleep 0.1")
}
