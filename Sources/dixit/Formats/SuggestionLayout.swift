import Actors
import Ledger

/// Two actors that are likely to be one, laid out for people.
///
///     @7 Dessa Korvin = @12 D. Korvin?  4.25 points
///         @7 person · 12 articles · 2021-03-12 to 2021-05-30 · The Beacon, Far Bank · 20 statements
///             s3.1 the harbour would stay open
///         @12 person · 1 article · 2021-04-02 · The Beacon · 1 statement
///         +2  company: both beside Selwen Maric, Noor Vastane
///         +1.25  name: “D.” can stand for “Dessa”
extension EntryLayout {
    /// The lines of a suggestion.
    func text(of double: SuggestedDouble) -> String {
        let wrapping = Wrapping(width: width, paint: paint)
        let (one, other) = (double.actor.actor, double.other.actor)
        let head = [
            Run("@\(one.id) ", .aside, isWhole: true), Run(HarmlessText.line(one.name), .title), Run(" = ", .aside),
            Run("@\(other.id) ", .aside, isWhole: true), Run(HarmlessText.line(other.name), .title), Run("?", .title),
            Run("  \(double.shownPoints) points", .aside, isWhole: true),
        ]
        var lines = wrapping.lines(head, first: "", hanging: "    ")
        for profile in [double.actor, double.other] { lines += self.lines(of: profile) }
        for evidence in double.evidence {
            lines += wrapping.lines(
                [
                    Run("\(evidence.shownPoints)  ", .aside, isWhole: true),
                    Run("\(evidence.sort.rawValue): ", .aside), Run(HarmlessText.line(evidence.words)),
                ], first: "    ", hanging: "        ")
        }
        return EntryLayout.joined(lines)
    }

    private func lines(of profile: ActorProfile) -> [String] {
        let outlets = profile.outlets.prefix(2).joined(separator: ", ") + (profile.outlets.count > 2 ? " and others" : "")
        let days = profile.firstDay.flatMap { first in
            profile.lastDay.map { $0 == first ? "\(first)" : "\(first) to \($0)" }
        }
        let names = profile.names.isEmpty ? "" : "also " + profile.names.prefix(3).joined(separator: ", ")
        let facts = [
            "@\(profile.actor.id)", profile.actor.kind?.rawValue, profile.articles.counted("article"), days, outlets,
            profile.choice.statements.counted("statement"), names,
        ]
        return items(facts.compactMap { $0 }) + profile.examples.flatMap(example)
    }

    /// A statement in one line or two, who speaks where it is another one.
    private func example(_ entry: StatementEntry) -> [String] {
        let words = HarmlessText.line(ArticleLayout.words(entry.statement.content))
        let short = words.count > 140 ? words.prefix(140) + "…" : words[...]
        return Wrapping(width: width, paint: paint).lines(
            [Run("\(entry.id)  ", .aside, isWhole: true), Run(String(short))], first: "        ", hanging: "            ")
    }
}
