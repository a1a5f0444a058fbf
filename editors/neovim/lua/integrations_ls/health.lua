-- `:checkhealth integrations_ls`: is the program there, which version, who is attached, does it answer.

local M = {}

local function check_program(command)
  local program = command[1]
  local path = vim.fn.exepath(program)
  if path == '' then
    vim.health.error(('`%s` was not found'):format(program), {
      'Install integrations-ls and put it on your PATH, or name it in your configuration:',
      "vim.lsp.config('integrations_ls', { cmd = { '/path/to/integrations-ls', 'server' } })",
      'Then run :IntegrationsLsRestart',
    })
    return
  end
  local ok, result = pcall(function()
    return vim.system({ path, '--version' }, { text = true }):wait(5000)
  end)
  local version = ok and result.code == 0 and result.stdout:match('^integrations%-ls%s+(%S+)')
  if version then
    vim.health.ok(('%s, version %s'):format(path, version))
  else
    vim.health.error(('`%s --version` does not answer like integrations-ls'):format(path))
  end
end

local function check_clients(client_module)
  local clients = client_module.list()
  if #clients == 0 then
    vim.health.info('No client is running. One starts with the first file opened in an integration repository.')
  end
  for _, client in ipairs(clients) do
    local names = {}
    for bufnr in pairs(client.attached_buffers) do
      names[#names + 1] = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(bufnr), ':~:.')
    end
    table.sort(names)
    vim.health.info(('client %d, root %s'):format(client.id, client.config.root_dir))
    vim.health.info('attached to: ' .. table.concat(names, ', '))
    local status, err = client_module.status(client)
    local report = status and vim.health.ok or vim.health.error
    for _, line in ipairs(client_module.status_lines(client)) do
      report(line)
    end
    if err then
      vim.health.info('Restart it with :IntegrationsLsRestart')
    end
  end
end

local function check_crashes()
  for root, count in pairs(require('integrations_ls.crashes').recent()) do
    vim.health.warn(('the server for %s crashed %d times in the last minutes'):format(root, count), {
      'What it wrote before is in ' .. vim.lsp.log.get_filename(),
      ':IntegrationsLsRestart starts it again',
    })
  end
end

function M.check()
  local client = require('integrations_ls.client')
  vim.health.start('integrations-ls')
  if vim.fn.has('nvim-0.10') == 0 then
    vim.health.error('Neovim 0.10 or later is needed')
    return
  end
  local command = client.config().cmd
  if type(command) == 'table' then
    check_program(command)
  else
    vim.health.info('`cmd` is a function, the program cannot be checked')
  end
  check_clients(client)
  check_crashes()
end

return M
