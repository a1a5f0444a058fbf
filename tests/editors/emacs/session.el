;;; session.el --- One Emacs session against the built server -*- lexical-binding: t; -*-

;;; Commentary:

;; Run by `emacs -Q --batch -l session.el'.  Prints one line per check and ends with status 1 when any failed.
;; Environment: PLUGIN (editors/emacs), SCRATCH (holds `sample', `alone', `elsewhere').  The
;; server is first on PATH.

;;; Code:

(require 'cl-lib)

(setq native-comp-jit-compilation nil
      make-backup-files nil
      create-lockfiles nil
      ;; The scratch folder is inside of this clone.
      vc-handled-backends nil
      ;; Seconds that a server has to last to be started again; this session may be quicker than the default.
      eglot-autoreconnect 0
      inhibit-message (not (getenv "VERBOSE")))

(defvar scratch (file-name-as-directory (file-truename (getenv "SCRATCH"))))
(defvar sample (concat scratch "sample/"))
(defvar failed 0)

(defmacro check (name &rest body)
  "Run BODY and print whether NAME holds."
  (declare (indent 1))
  `(let ((problem (condition-case err (progn ,@body nil) (error (error-message-string err)))))
     (princ (format "%s - emacs %s with eglot: %s\n" (if problem "not ok" "ok") emacs-version ,name))
     (when problem
       (cl-incf failed)
       (princ (format "    %s\n" problem)))))

(defun wait-for (what condition)
  "Wait until CONDITION gives something, and return it; else fail, naming WHAT."
  (let ((end (+ (float-time) 10)) value)
    (while (and (not (setq value (funcall condition))) (< (float-time) end))
      (accept-process-output nil 0.05))
    (or value (error "Waited in vain: %s" what))))

(defun demand (value &rest words)
  "Fail with WORDS when VALUE is nil."
  (or value (error "%s" (mapconcat (lambda (word) (format "%s" word)) words " "))))

(defun open (path)
  "Show the file at PATH as a user would; batch mode has no command loop, hence the hook."
  (switch-to-buffer (find-file-noselect path))
  (run-hooks 'post-command-hook)
  (current-buffer))

(defun findings (&optional code)
  "Messages about this buffer, of the rule CODE if given, as (BEGIN END TEXT)."
  (flymake-start)
  (cl-loop for d in (flymake-diagnostics)
           for text = (flymake-diagnostic-text d)
           when (or (null code) (string-search code text))
           collect (list (flymake-diagnostic-beg d) (flymake-diagnostic-end d) text)))

(defun find-cell (text)
  "Go behind the first cell of metadata.csv that holds TEXT."
  (goto-char (point-min))
  (search-forward (concat "," text ","))
  (backward-char))

(defun changed ()
  "Send what was typed; batch mode has no idle timer."
  (eglot--signal-textDocument/didChange))

(defun completions-here ()
  "What completion at point offers."
  (changed)
  (pcase-let ((`(,begin ,end ,table . ,_) (eglot-completion-at-point)))
    (all-completions (buffer-substring-no-properties begin end) table)))

(defun apply-fix (wanted)
  "Run the quick fix whose title matches WANTED at point."
  (let ((action (seq-find (lambda (action) (string-match-p wanted (plist-get action :title)))
                          (eglot-code-actions (point) (point) "quickfix"))))
    (eglot-execute (eglot-current-server)
                   (demand action "no action" wanted))))

(defun hover-text ()
  "Hover text at point."
  (let ((reply (eglot--request (eglot--current-server-or-lose) :textDocument/hover
                               (eglot--TextDocumentPositionParams))))
    (eglot--hover-info (plist-get reply :contents))))

(defun on-disk (path)
  "Text of the file at PATH."
  (with-temp-buffer (insert-file-contents path) (buffer-string)))

;; What editors/README.md tells users to write.
(add-to-list 'load-path (getenv "PLUGIN"))
(require 'integrations-ls)
(integrations-ls-mode 1)
(setq-default eglot-workspace-configuration
              '(:integrationsLs (:ignore ["metadata/unsorted"])))

(check "files outside integration repositories are left alone"
  (dolist (name '("web-app/manifest.json" "browser-extension/manifest.json" "data/metadata.csv"))
    (open (concat scratch "elsewhere/" name))
    (accept-process-output nil 0.2)
    (demand (not (and (featurep 'eglot) (eglot-managed-p))) name "got a client")))

(check "projects of version control stay first"
  (demand (equal project-find-functions '(project-try-vc integrations-ls--project)) project-find-functions))

(check "a wrong unit in metadata.csv is marked, and settings count"
  (open (concat sample "beacon_cache/metadata.csv"))
  (demand (eglot-managed-p) "not managed")
  (pcase-let ((`((,begin ,end ,_)) (wait-for "the finding" (lambda () (findings "bytes")))))
    (demand (equal (buffer-substring-no-properties begin end) "bytes") "marked:" begin end))
  (demand (equal (directory-file-name (project-root (eglot--project (eglot-current-server))))
                 (directory-file-name sample))
          "root" (eglot--project (eglot-current-server)))
  (demand (null (findings "metadata/unsorted")) "an ignored rule is told")
  (demand (findings "metadata/invalid-unit") "codes are not told" (findings)))

;; Before anything is saved: batch mode does not look after dead processes while it has notes about files to read.
(check "a server that died is started again"
  (switch-to-buffer (get-file-buffer (concat sample "beacon_cache/metadata.csv")))
  (let ((server (eglot-current-server)))
    (signal-process (jsonrpc--process server) 'SIGKILL)
    (wait-for "a new server" (lambda () (not (memq (eglot-current-server) (list nil server)))))
    (wait-for "its findings" (lambda () (findings "metadata/")))))

(check "hover explains the column"
  (goto-char (point-min))
  (search-forward "unit_na")
  (demand (string-search "unit_name" (hover-text)) (hover-text)))

(check "a unit is completed"
  (find-cell "bytes")
  (backward-delete-char 3)
  (demand (member "byte" (mapcar #'substring-no-properties (completions-here))) (completions-here))
  (insert "tes")
  (changed))

(check "the quick fix replaces the unit and is saved"
  (wait-for "the finding" (lambda () (findings "metadata/invalid-unit")))
  (find-cell "bytes")
  (backward-char 2)
  (apply-fix "`byte`")
  (changed)
  (wait-for "the finding to go" (lambda () (null (findings "metadata/invalid-unit"))))
  (save-buffer)
  (let ((text (on-disk (concat sample "beacon_cache/metadata.csv"))))
    (demand (and (string-search ",byte," text) (not (string-search ",bytes," text))) text)))

(check "a metric in a dashboard leads to its row"
  (open (concat sample "acme_queue/assets/dashboards/acme_queue_overview.json"))
  (wait-for "the client" #'eglot-managed-p)
  (goto-char (point-min))
  (search-forward "avg:acme_queue.")
  (let* ((name (concat "acme_queue." (buffer-substring-no-properties (point) (progn (skip-chars-forward "a-z_.") (point)))))
         (_ (backward-char 3))
         (found (car (wait-for "a definition"
                               (lambda () (xref-backend-definitions 'eglot (xref-backend-identifier-at-point 'eglot))))))
         (place (xref-item-location found)))
    (demand (string-suffix-p "acme_queue/metadata.csv" (xref-location-group place)) (xref-location-group place))
    (with-current-buffer (marker-buffer (xref-location-marker place))
      (goto-char (xref-location-marker place))
      (demand (looking-at-p (regexp-quote (concat name ","))) name (buffer-substring (point) (pos-eol))))))

(check "renaming the source in manifest.json marks rows of metadata.csv, in one server"
  (let ((table (open (concat sample "acme_queue/metadata.csv")))
        (server (eglot-current-server)))
    (demand (null (findings "integration")) (findings))
    (open (concat sample "acme_queue/manifest.json"))
    (demand (eq server (eglot-current-server)) "a second server")
    (goto-char (point-min))
    (search-forward "\"source_type_name\": \"")
    (insert "Other ")
    (changed)
    (wait-for "marked rows" (lambda () (with-current-buffer table (findings "integration"))))
    (undo-boundary)
    (backward-delete-char 6)
    (changed)
    (wait-for "the marks to go" (lambda () (with-current-buffer table (null (findings "integration")))))
    (set-buffer-modified-p nil)))

(check "files without a mode of their own are served, too"
  (open (concat sample ".github/CODEOWNERS"))
  (demand (eglot-managed-p) major-mode)
  (wait-for "the finding" (lambda () (findings "codeowners/missing-entry"))))

(check "Python stays with another server unless asked for"
  (open (concat sample "acme_queue/datadog_checks/acme_queue/check.py"))
  (demand (not (eglot-managed-p)) "managed")
  (kill-buffer)
  (let ((integrations-ls-modes (append '(python-mode) integrations-ls-modes)))
    (open (concat sample "acme_queue/datadog_checks/acme_queue/check.py"))
    (demand (eglot-managed-p) "not managed")
    (eglot-shutdown (eglot-current-server))))

(check "the status tells what is loaded"
  (switch-to-buffer (get-file-buffer (concat sample "beacon_cache/metadata.csv")))
  (let ((text (integrations-ls-status)))
    (demand (string-match-p "[0-9]+ integrations, [0-9]+ metrics" text) text)))

(check "an integration outside a repository is its own root"
  (open (concat scratch "alone/ember_stat/metadata.csv"))
  (wait-for "the client" #'eglot-managed-p)
  (demand (equal (project-root (eglot--project (eglot-current-server))) (concat scratch "alone/ember_stat/"))
          (eglot--project (eglot-current-server))))

(check "a missing program is told once, and clearly"
  (let ((integrations-ls-command '("/nonexistent/integrations-ls" "server"))
        (told nil))
    (kill-buffer (get-file-buffer (concat sample "cobalt_tile/metadata.csv")))
    (cl-letf (((symbol-function 'display-warning) (lambda (_ text &rest _) (push text told))))
      (open (concat sample "cobalt_tile/metadata.csv"))
      (open (concat sample "cobalt_tile/manifest.json")))
    (demand (and (= (length told) 1) (string-search "was not found" (car told))) told)))

(ignore-errors (eglot-shutdown-all))
(kill-emacs (if (= failed 0) 0 1))
;;; session.el ends here
