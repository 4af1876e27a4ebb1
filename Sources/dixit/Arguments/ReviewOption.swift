import Record

/// The options that `dixit review` alone has.
enum ReviewOption {
    static let source = Option("source", nil, .text("A-B"), help: "Where the source stands, or none")
    static let cue = Option("cue", nil, .text("A-B"), help: "Where the cue stands, or none")
    static let content = Option("content", nil, .text("A-B,…"), help: "Where the content stands")
    static let speaker = Option("speaker", nil, .text("NAME"), help: "Who speaks: a name, an id such as @7, or none")
    static let new = Option(
        "new", nil, .choice(EntityKind.allCases.map(\.rawValue)),
        help: "The speaker is somebody whom the ledger does not know yet, and is this")
    static let told = Option(
        "told-by", nil, .text("ID"), help: "Which statement tells it: an id such as s12.0, or none where the article itself does")
    static let form = Option(
        "form", nil, .choice(Form.allCases.map(\.rawValue)),
        help: "The form (as the quotation marks tell, where the content changes)")
    static let who = Option("by", nil, .text("WHO"), help: "Who judges (the login name)")
    static let undo = Option("undo", nil, help: "Take back the latest judgement on the statement")
    static let next = Option("next", nil, help: "Show what to judge next")
}
