import Actors
import Ledger
import Record
import SQLite
import Wire

/// The JSON in which what an actor says is printed.
extension ActorStatements {
    /// Writes all of it as one object.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.name("actor")
            json.object { json in
                actor.writeMembers(to: &json)
                json.name("names")
                json.array(names) { $1.string($0) }
            }
            json.member("count", count)
            json.member("told_by_others", told)
            json.member("first_day", firstDay)
            json.member("last_day", lastDay)
            json.name("statements")
            json.array(statements) { $0.write(to: &$1) }
            json.name("others")
            json.array(others) { other, json in
                json.object { json in
                    other.actor.writeMembers(to: &json)
                    json.member("mentions", other.mentions)
                    json.member("quotes", other.quotes)
                }
            }
            json.name("outlets")
            json.array(outlets) { carrier, json in
                json.object { json in
                    json.member("name", carrier.outlet)
                    json.member("statements", carrier.statements)
                }
            }
        }
    }
}
