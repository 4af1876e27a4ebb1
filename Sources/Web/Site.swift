import Finding
import HTTP
import Ledger
import Library
import Record
import SQLite

/// The pages: what each address answers.
///
/// A page is a type of its own in `Pages`; this one finds it, and turns faults into pages that say what is wrong.
struct Site: Sendable {
    /// What every form holds, so that no other site's page can send one.
    let formToken: Secret
    /// Whose computer it is: who judges, unless visitors name themselves.
    let user: String
    /// The ledger's file.
    let path: String
    /// Answers that took long.
    let kept = Kept()
    /// Pages that were made already.
    let pages = KeptPages()
    let states = LedgerStates()
    /// What visitors add.
    let intake: Intake

    /// The ledger, opened for changing: each time anew, since it is rare, and held by nobody between times.
    func ledgerForChanging() throws -> Ledger { try Ledger(at: path, for: .changing) }

    /// How long a page may take to make.
    private static let seconds = 15.0

    /// The response to a request that was let in.
    func answer(_ request: Request, _ worker: WorkerLedger) -> Response {
        if let asset = Assets.response(request.target.segments) { return asset }
        do {
            let visit = Visit(request: request, ledger: try worker.ledger(), site: self, mark: try states.now(worker))
            switch request.method {
            case .read:
                return try pages.response(to: request, mark: visit.mark) {
                    try visit.ledger.within(seconds: Site.seconds) { try read(visit) }
                }
            case .write(let form): return try write(form, visit)
            }
        } catch {
            return fault(error, request)
        }
    }

    private func read(_ visit: Visit) throws -> Response {
        let segments = visit.request.target.segments
        switch (segments.first, segments.count) {
        case (nil, _): return try FrontPage.response(visit)
        case ("articles", 1): return try ArticlesPage.response(visit)
        case ("speakers", 1): return try SpeakersPage.response(visit)
        case ("outlets", 1): return try OutletsPage.response(visit)
        case ("search", 1): return try SearchPage.response(visit)
        case ("speaker", 2): return try SpeakerPage.response(number(segments[1]), visit)
        case ("outlet", 2): return try OutletPage.response(number(segments[1]), visit)
        case ("article", 2): return try ArticlePage.response(number(segments[1]), visit)
        case ("article", 3) where segments[2] == "original": return try ArticlePage.original(number(segments[1]), visit)
        case ("statement", 2): return try StatementPage.response(statement(segments[1]), visit)
        case ("review", 1): return try ReviewPage.response(visit)
        case ("add", 1): return AddPage.response(visit)
        case ("add", 2): return try AddPage.progress(number(segments[1]), visit)
        default: throw PageFault.missing
        }
    }

    private func write(_ form: FilledForm, _ visit: Visit) throws -> Response {
        switch visit.request.target.segments {
        case ["review"]: return try Judging(form, visit).response()
        case ["add"]: return try AddPage.take(form, visit)
        case ["reviewer"]: return try ReviewerName.response(form, visit)
        default: throw PageFault.missing
        }
    }

    private func statement(_ segment: String) throws -> StatementID {
        guard case .statement(let id)? = LedgerID(segment) else { throw PageFault.missing }
        return id
    }

    private func number(_ segment: String) throws -> Int {
        guard case .article(let number)? = LedgerID(segment) else { throw PageFault.missing }
        return number
    }

    // MARK: Faults

    private func fault(_ error: any Error, _ request: Request) -> Response {
        var isReading = true
        if case .write = request.method { isReading = false }
        let (status, sentence) = Site.told(error, isReading: isReading)
        guard request.target.format == .html else {
            return .json(status: status) { json in json.object { $0.member("error", sentence) } }
        }
        let title = status == 404 ? "Not found" : status == 409 ? "Changed meanwhile" : "This cannot be shown"
        return .html(
            Frame(title: title).page { html in
                html.element("div", .class("sheet")) { html in
                    html.element("h1", text: title)
                    html.element("p", text: sentence)
                    html.element("p") { $0.element("a", .href(.front), text: "To the front page") }
                }
            }, status: status)
    }

    /// The status and the sentence of a fault.
    private static func told(_ error: any Error, isReading: Bool) -> (Int, String) {
        switch error {
        case let fault as PageFault: return (fault.status, fault.sentence)
        case let fault as QuestionFault: return (isReading ? 404 : 400, sentence(fault.description))
        case let fault as SearchQuery.Fault: return (400, sentence(fault.description))
        case let fault as DayRange.Fault: return (400, sentence(fault.description))
        case let fault as LedgerFault:
            let status = fault.kind == .busy ? 503 : fault.kind == .refused ? 400 : 500
            return (status, sentence(fault.description))
        default: return (500, sentence("\(error)"))
        }
    }

    /// With a capital and a full stop.
    private static func sentence(_ clause: String) -> String { clause.prefix(1).uppercased() + clause.dropFirst() + "." }
}
