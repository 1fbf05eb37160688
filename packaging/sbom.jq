# SPDX-License-Identifier: MIT OR Apache-2.0
# From `cargo metadata` to CycloneDX 1.5. $checksums has lines of name, version and SHA-256; $rust is the compiler's
# version.

def purl: "pkg:cargo/\(.name)@\(.version)";

# SPDX's operators are words; cargo also allows an old form, with a slash.
def licence: [{expression: (.license | gsub(" */ *"; " OR "))}];

# Nodes that can be reached from these, over the dependencies that the filter $step outputs.
def reached(step): . as $start
    | {seen: $start, next: $start}
    | until(.next == []; .seen as $seen
        | .next = ([.next[] | step] | unique - $seen)
        | .seen += .next)
    | .seen;

([.packages[] | {(.id): .}] | add) as $packages
| ([.resolve.nodes[]
    | {(.id): [.deps[] | select(any(.dep_kinds[]; .kind == null)) | .pkg]}] | add) as $needs
| def is_macro: any($packages[.].targets[].kind[]; . == "proc-macro");
  ([$packages[] | select(.name == "ifenslave") | .id]) as $root
| ($root | reached($needs[.][] | select(is_macro | not))) as $linked
| ($root | reached($needs[.][])) as $all
| ($checksums | split("\n") | map(split(" ") | {"\(.[0]) \(.[1])": .[2]}) | add) as $sums
| ($all - $root | sort_by($packages[.] | [.name, .version])) as $crates
| ($packages[$root[0]]) as $own
| "pkg:generic/rust-core@\($rust)" as $core
| {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: {
        component: ($own | {
            type: "application", "bom-ref": purl, purl: purl, name, version, description, licenses: licence
        })
    },
    components: (
        [$crates[] | . as $id | $packages[.] | {
            type: "library",
            "bom-ref": purl,
            purl: purl,
            name,
            version,
            description: (.description | gsub("\\s+"; " ") | sub(" $"; "")),
            licenses: licence,
            hashes: [{alg: "SHA-256", content: $sums["\(.name) \(.version)"]}],
            scope: (if $linked | index([$id]) then "required" else "excluded" end)
        }]
        + [{
            type: "library",
            "bom-ref": $core,
            name: "rust-core",
            version: $rust,
            description: "Rust's core library and compiler_builtins",
            licenses: [{expression: "(MIT OR Apache-2.0) AND (Apache-2.0 WITH LLVM-exception)"}],
            scope: "required"
        }]
    ),
    dependencies: (
        [($root + $crates)[] | . as $id | {
            ref: ($packages[.] | purl),
            dependsOn: ([$needs[.][] | $packages[.] | purl] + if $id == $root[0] then [$core] else [] end | sort)
        }]
        + [{ref: $core, dependsOn: []}]
    )
}
