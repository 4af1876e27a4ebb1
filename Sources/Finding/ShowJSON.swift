import Actors
import Ledger
import Record
import SQLite
import Wire

/// The JSON in which `dixit show` prints a statement or an actor; an article is printed as it is exported.
extension ShownStatement {
    /// Writes all of it as one object: the statement's members, and what stands around it.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.name("statement")
            entry.write(to: &json)
            json.extracts("context", [context])
            json.name("machine")
            if let machine { machine.write(to: &json) } else { json.null() }
            json.ids("children", children)
            json.ids("repeated_in", repetitions)
            json.member("repeats", repeats.map { "\($0)" })
            json.member("sha256", provenance.fingerprint.hex)
            json.member("added", provenance.added)
            json.name("reader")
            json.object { json in
                json.member("version", provenance.reader.version)
                json.member("model", provenance.reader.model)
            }
            json.name("copies")
            json.array(provenance.copies) { $0.write(to: &$1) }
            json.name("restored")
            json.array(provenance.restorations) { restored, json in
                json.object { json in
                    json.member("at", restored.at)
                    json.member("who", restored.who)
                    json.member("from", restored.file)
                }
            }
            json.name("reviews")
            json.array(reviews) { act, json in
                json.object { json in
                    json.member("id", act.id)
                    json.member("at", act.at)
                    json.member("who", act.who)
                    json.member("verb", act.verb)
                    json.member("statement", act.statement.map { "\(StatementID(article: entry.id.article, number: $0))" })
                    json.member("undoes", act.undoes)
                    if let mark = act.mark {
                        json.member("layer", mark.layer)
                        json.name("values")
                        if let values = mark.values { json.array(values) { $1.string($0) } } else { json.null() }
                    }
                }
            }
        }
    }
}

extension ShownActor {
    /// Writes all of it as one object.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            actor.writeMembers(to: &json)
            json.name("names")
            json.array(names) { $1.string($0) }
            json.name("probable_names")
            json.array(probableNames) { $1.string($0) }
            json.name("roles")
            json.array(roles) { role, json in
                json.object { json in
                    json.member("sort", role.isGroup ? "group" : "role")
                    json.member("name", role.name)
                    json.member("from", role.first.map { "\($0)" })
                    json.member("until", role.last.map { "\($0)" })
                }
            }
            json.name("external")
            json.array(externals) { external, json in
                json.object { json in
                    json.member("scheme", external.scheme)
                    json.member("value", external.value)
                }
            }
            json.name("attributes")
            json.object { json in
                for (name, values) in attributes.sorted(by: { $0.key < $1.key }) {
                    json.name(name)
                    json.array(values) { $1.string($0) }
                }
            }
            json.member("statements", choice.statements)
            json.member("told_by_others", told)
            json.member("mentions", choice.mentions)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func ids(_ name: String, _ ids: [StatementID]) {
        self.name(name)
        array(ids) { $1.string("\($0)") }
    }
}
