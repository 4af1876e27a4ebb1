import Ledger
import Mending
import Record

extension Command {
    /// `dixit outlet`
    static let outlet: Command = Command(
        name: "outlet",
        summary: "Mend outlets: rename, merge, undo",
        explanation: """
            An outlet is given by its number or by its name. Whatever a person decides is written down with who and when, and can be undone by the number \
            of the act. Articles that come later under a former name are the same outlet’s.
            """,
        subcommands: [outletList, outletRename, outletMerge, outletLog, outletUndo])

    private static let outletList: Command = Command(
        name: "list",
        summary: "List the outlets with their numbers, those with the most articles first",
        examples: ["dixit outlet list"],
        options: [LedgerOption.ledger],
        run: { given in
            let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .reading)
            let outlets = try ledger.outletEntries()
            return try list(outlets.map(\.line), orTell: "dixit outlet list: no article names an outlet")
        })

    private static let outletRename: Command = Command(
        name: "rename",
        summary: "Call an outlet otherwise",
        examples: ["dixit outlet rename 1 Beacon"],
        options: [LedgerOption.ledger, LedgerOption.by],
        operand: Operand(name: "OUTLET NAME", count: 2...2, help: "The outlet’s number or name, and what it is to be called"),
        run: { given in
            try act(given) { ledger, who in
                let outlet = try ledger.outlet(given.operands[0])
                let act = try ledger.rename(outlet: outlet, to: given.operands[1], by: who)
                let standing = try ledger.outlet(standingFor: outlet)
                let under = standing == outlet ? "" : ", under outlet \(standing)"
                return "outlet \(outlet) is called “\(try ledger.outletName(standing))” now\(under)" + undoing(act, "outlet")
            }
        })

    private static let outletMerge: Command = Command(
        name: "merge",
        summary: "Find outlets to be one: the first stands for all of them",
        explanation: "It is one act, whose number is printed and by which all of it can be undone.",
        examples: ["dixit outlet merge 1 2", "dixit outlet merge 'Far Bank' 'far bank'"],
        options: [LedgerOption.ledger, LedgerOption.by],
        operand: Operand(name: "OUTLET", count: 2...Int.max, help: "Numbers or names of outlets; dixit outlet list tells them"),
        run: { given in
            try act(given) { ledger, who in
                let outlets = try given.operands.map { try ledger.outlet($0) }
                let act = try ledger.merge(outlets: Array(outlets.dropFirst()), into: outlets[0], by: who)
                let others = outlets.dropFirst().map(String.init).joined(separator: ", ")
                return
                    "\(outlets.count == 2 ? "outlet \(others) is" : "outlets \(others) are") “\(try ledger.outletName(outlets[0]))” now"
                    + undoing(act, "outlet")
            }
        })

    private static let outletLog: Command = Command(
        name: "log",
        summary: "List what people did to outlets, the latest first",
        examples: ["dixit outlet log"],
        options: [LedgerOption.ledger],
        operand: Operand(name: "OUTLET", count: 0...1, help: "Only what was done to this one"),
        run: { given in
            let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .reading)
            let acts = try ledger.outletActs(upon: given.operands.first.map { try ledger.outlet($0) })
            return try list(acts.map(\.line), orTell: "dixit outlet log: nobody has renamed or merged any yet")
        })

    private static let outletUndo = undo("outlet", summary: "Undo what somebody did to outlets") {
        let undoing = try $0.undoOutletAct($1, by: $2)
        return "\(undoing.outlets.count > 2 ? "outlets" : "outlet") \(undoing.words)"
    }
}

extension OutletEntry {
    /// "3 Far Bank, 12 articles; articles call it “far bank”"
    fileprivate var line: String {
        var line = "\(id) \(name)"
        if let mergedInto { line += ", stands under \(mergedInto)" } else { line += ", \(articles.counted("article"))" }
        if let given { line += "; articles call it “\(given)”" }
        return HarmlessText.line(line)
    }
}

extension OutletAct {
    fileprivate var line: String {
        Command.line(ofAct: id, at: at, by: who, [verb, words], undoes: undoes, undoneBy: undoneBy)
    }
}
