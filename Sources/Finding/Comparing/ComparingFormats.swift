import Actors
import Ledger
import Record
import Wire

/// The JSON and the rows in which comparisons, changes and regards are printed.
extension ComparedSide {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            actor.writeMembers(to: &json)
            json.name("members")
            json.array(members) { member, json in json.object { member.writeMembers(to: &$0) } }
        }
    }
}

extension FacingPair {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("relation", standing.relation?.rawValue)
            json.member("confidence", share: standing.confidence)
            json.member("proof", standing.proof)
            json.member("found", standing.teller)
            json.name("a")
            a.write(to: &json)
            json.name("b")
            b.write(to: &json)
        }
    }

    /// The columns of a row.
    package static let columns = [
        "relation", "confidence", "proof", "found", "a", "a_published", "a_outlet", "a_speaker", "a_cue", "a_content", "b",
        "b_published", "b_outlet", "b_speaker", "b_cue", "b_content",
    ]

    package var cells: [String] {
        let side = { (entry: StatementEntry) in
            [
                "\(entry.id)", Cells.safe(entry.article.published ?? ""), Cells.safe(entry.article.outlet ?? ""),
                Cells.safe(entry.actor?.name ?? entry.speaker ?? ""), Cells.safe(entry.statement.cue.words),
                Cells.safe(entry.statement.content.words),
            ]
        }
        return [
            standing.relation?.rawValue ?? "", standing.confidence.map(Cells.share) ?? "", Cells.safe(standing.proof ?? ""),
            standing.teller ?? "",
        ] + side(a) + side(b)
    }
}

extension Comparison {
    /// Writes all of it as one object.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.name("a")
            a.write(to: &json)
            json.name("b")
            b.write(to: &json)
            json.member("topic", topic)
            json.name("statements")
            json.object { json in
                json.member("a", statements.a)
                json.member("b", statements.b)
            }
            json.member("compared", compared)
            json.name("topics")
            json.array(topics) { theme, json in
                json.object { json in
                    json.name("words")
                    json.array(theme.words) { $1.string($0) }
                    json.name("statements")
                    json.object { json in
                        json.member("a", theme.statements.a)
                        json.member("b", theme.statements.b)
                    }
                    json.name("pairs")
                    json.array(theme.pairs) { $0.write(to: &$1) }
                    json.name("rest_of_a")
                    json.array(theme.restOfA) { $0.write(to: &$1) }
                    json.name("rest_of_b")
                    json.array(theme.restOfB) { $0.write(to: &$1) }
                }
            }
            json.name("regards")
            regards.write(to: &json)
        }
    }

    /// A row for each pair.
    package var table: String {
        Cells.row(["topic"] + FacingPair.columns)
            + topics.flatMap { theme in
                theme.pairs.map { Cells.row([Cells.safe(theme.words.joined(separator: ", "))] + $0.cells) }
            }.joined()
    }
}

extension Changes {
    /// Writes all of it as one object.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.name("actor")
            json.object { actor.writeMembers(to: &$0) }
            json.member("topic", topic)
            json.member("statements", statements)
            json.name("pairs")
            json.array(pairs) { $0.write(to: &$1) }
            json.name("told_by_others")
            json.array(toldByOthers) { $0.write(to: &$1) }
        }
    }

    /// A row for each pair.
    package var table: String {
        Cells.row(["told"] + FacingPair.columns)
            + (pairs.map { Cells.row(["own"] + $0.cells) } + toldByOthers.map { Cells.row(["by others"] + $0.cells) }).joined()
    }
}

extension Regards {
    /// Writes all of it as one object.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.name("a")
            a.write(to: &json)
            json.name("b")
            b.write(to: &json)
            json.name("months")
            json.array(months) { month, json in
                json.object { json in
                    json.member("month", String(month.month.description.prefix(7)))
                    json.name("a_of_b")
                    month.ofB.write(to: &json)
                    json.name("b_of_a")
                    month.ofA.write(to: &json)
                }
            }
            for (name, regards) in [("a_of_b", ofB), ("b_of_a", ofA)] {
                json.name(name)
                json.object { json in
                    json.name("sums")
                    Sums(regards).write(to: &json)
                    json.name("statements")
                    json.array(regards) { regard, json in
                        json.object { json in
                            json.member("tone", regard.tone)
                            json.member("confidence", share: regard.confidence)
                            json.member("act", regard.act)
                            json.name("statement")
                            regard.entry.write(to: &json)
                        }
                    }
                }
            }
        }
    }

    /// A row for each statement, in order of time.
    package var table: String {
        Cells.row([
            "of", "month", "tone", "tone_confidence", "act", "act_value", "statement", "published", "outlet", "speaker", "cue",
            "content",
        ])
            + [("b", ofB), ("a", ofA)].flatMap { of, regards in
                regards.map { regard in
                    let entry = regard.entry
                    return Cells.row([
                        of, regard.month.map { String($0.description.prefix(7)) } ?? "", regard.tone ?? "",
                        Cells.share(regard.confidence),
                        regard.act ?? "", "\(regard.actValue)", "\(entry.id)", Cells.safe(entry.article.published ?? ""),
                        Cells.safe(entry.article.outlet ?? ""), Cells.safe(entry.actor?.name ?? entry.speaker ?? ""),
                        Cells.safe(entry.statement.cue.words), Cells.safe(entry.statement.content.words),
                    ])
                }
            }.joined()
    }
}

extension Regards.Sums {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("statements", statements)
            json.member("positive", positive)
            json.member("negative", negative)
            json.member("cooperation", cooperation)
            json.member("conflict", conflict)
            json.member("tone", json: tone.map { "\(rounded($0))" } ?? "null")
            json.member("balance", json: balance.map { "\(rounded($0))" } ?? "null")
        }
    }

    private func rounded(_ share: Double) -> Double { (share * 1_000).rounded() / 1_000 }
}
