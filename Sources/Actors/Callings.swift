import Ledger
import Record
import SQLite

/// What articles tell of a person beside the name: what he or she does. It keeps people of one name apart.
package struct Callings: OptionSet, Sendable, Hashable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let politics = Callings(rawValue: 1)
    package static let law = Callings(rawValue: 2)
    package static let military = Callings(rawValue: 4)
    package static let police = Callings(rawValue: 8)
    package static let business = Callings(rawValue: 16)
    package static let science = Callings(rawValue: 32)
    package static let medicine = Callings(rawValue: 64)
    package static let religion = Callings(rawValue: 128)
    package static let arts = Callings(rawValue: 256)
    package static let sport = Callings(rawValue: 512)
    package static let press = Callings(rawValue: 1024)
    /// What an article tells of an entity: the nouns in its mentions.
    package init(of entity: Entity) {
        self = entity.mentions.filter { $0.form != .pronoun }.reduce(into: []) { found, mention in
            for word in mention.extract.text.lowercased().split(whereSeparator: { !$0.isLetter }) {
                if let calling = Callings.nouns[String(word)] { found.insert(calling) }
            }
        }
    }

    /// Whether both tell what they do and have nothing of it in common.
    package func conflicts(with other: Callings) -> Bool { !isEmpty && !other.isEmpty && isDisjoint(with: other) }

    /// Whether both tell the same of what they do.
    package func agrees(with other: Callings) -> Bool { !isDisjoint(with: other) }

    private static let nouns: [String: Callings] = {
        let lists: [(Callings, String)] = [
            (
                .politics,
                """
                president premier minister senator sen representative congressman congresswoman governor gov mayor chancellor ambassador envoy \
                secretary lawmaker legislator deputy diplomat councillor councilman councilwoman candidate nominee mp politician commissioner \
                king queen prince princess sultan emir delegate
                """
            ),
            (.law, "judge justice lawyer attorney prosecutor solicitor barrister magistrate counsel"),
            (.military, "general gen colonel col admiral lieutenant captain commander major brigadier marshal"),
            (.police, "sheriff constable detective policeman policewoman inspector superintendent"),
            (
                .business,
                "ceo executive businessman businesswoman entrepreneur investor banker founder economist developer trader"
            ),
            (.science, "professor prof scientist researcher historian biologist physicist chemist scholar academic geologist"),
            (.medicine, "surgeon physician nurse doctor paediatrician pediatrician epidemiologist psychiatrist"),
            (.religion, "pope bishop archbishop cardinal rabbi imam ayatollah priest pastor reverend rev sheikh"),
            (
                .arts,
                "actor actress singer musician painter novelist poet director comedian filmmaker composer playwright sculptor rapper"
            ),
            (
                .sport,
                """
                footballer striker goalkeeper midfielder defender quarterback coach cricketer batsman bowler boxer golfer cyclist sprinter \
                pitcher swimmer athlete
                """
            ),
            (.press, "journalist reporter editor columnist correspondent anchor broadcaster publisher"),
        ]
        var nouns: [String: Callings] = [:]
        for (calling, words) in lists {
            for word in words.split(separator: " ") { nouns[String(word), default: []].insert(calling) }
        }
        return nouns
    }()
}
