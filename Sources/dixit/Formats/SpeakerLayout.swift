import Record

/// What the statements of an article are ordered by, as `dixit read --by` names it.
enum Arrangement: String, CaseIterable, Sendable {
    /// Order of reading, each behind the statement that holds it.
    case text
    /// Who says them.
    case speaker
}

/// Statements laid out below who says them; who says most comes first, and what has no source stands at the end.
///
///       Mara Lind · person · 2 statements
///         said  “The harbour stays shut until they sign,”
///         she · added  “Not one ship,” … “and not one barge.”
///
///       officials in Norrvik · 1 statement
///         ↳ as told by Thora Holm · had promised  to sign before the winter
///
///       (no source) · 1 statement
///         feared  that grain would run out
extension ArticleLayout {
    /// The lines of all statements, a group for each speaker, an empty line between two groups.
    func lines(of statements: [Statement], below speakers: Speakers) -> [String] {
        let byID = Dictionary(statements.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let groups = ArticleLayout.groups(statements, speakers).map { group in
            heading(of: group, speakers)
                + group.flatMap { statement in
                    let parent = statement.parent.flatMap { $0 == statement.id ? nil : byID[$0] }
                    return lines(of: statement, toldIn: parent, speakers)
                }
        }
        return Array(groups.joined(separator: [""]))
    }

    /// The statements of each speaker in their order: most first, of as many the speaker who comes first in the article; last
    /// those that have neither source nor speaker.
    private static func groups(_ statements: [Statement], _ speakers: Speakers) -> [[Statement]] {
        var groups: [[Statement]] = []
        var places: [Speakers.Speaker: Int] = [:]
        var sourceless: [Statement] = []
        for statement in statements {
            guard let speaker = speakers.speaker(of: statement) else {
                sourceless.append(statement)
                continue
            }
            let place = places[speaker, default: groups.count]
            places[speaker] = place
            if place == groups.count { groups.append([]) }
            groups[place].append(statement)
        }
        let sorted = groups.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }.map(\.element)
        return sorted + (sourceless.isEmpty ? [] : [sourceless])
    }

    /// "Mara Lind · person · 2 statements"
    private func heading(of group: [Statement], _ speakers: Speakers) -> [String] {
        guard let first = group.first else { return [] }
        let kind = speakers.kind(first).map { [Run($0.rawValue, .aside)] } ?? []
        let number = [Run(ArticleLayout.number(of: group), .aside, isWhole: true)]
        return wrapping.lines(ArticleLayout.divided([[speakers.name(first)], kind, number]), first: "  ", hanging: "    ")
    }

    private func lines(of statement: Statement, toldIn parent: Statement?, _ speakers: Speakers) -> [String] {
        let teller = parent.map { [Run("as told by ", .aside)] + speakers.nameWithDoubt($0) } ?? []
        return lines(
            of: statement, behind: [teller, speakers.labelBelowName(statement)], badges: speakers.badges(statement),
            indent: "    ",
            mark: parent == nil ? "" : "↳ ")
    }
}
